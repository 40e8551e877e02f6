"""What answers below the address of a report: one mixin for each subject, all of them on `ReportPage`."""
