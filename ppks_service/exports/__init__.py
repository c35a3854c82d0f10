"""Lists as spreadsheets: what the page shows, masked as it shows it, with who took it and why."""
