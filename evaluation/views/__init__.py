"""Pages of stage 6: visits, the monthly report, the dashboard."""
