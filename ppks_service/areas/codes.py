"""The Kemendagri codes of areas: 12, 12.71, 12.71.01, 12.71.01.1001."""

# How much of a code names the area of each level.
PROVINCE, REGENCY, DISTRICT, VILLAGE = 2, 5, 8, 13
