"""Rule packs (bộ quy tắc thời hạn): the limits, the ladder and the office hours as versioned data with their source."""
