package app.kolan.server.ical;

/// A text is no iCalendar, or one that cannot be understood. Its message holds nothing of it.
public final class MalformedCalendar extends Exception {
  private static final long serialVersionUID = 1;

  MalformedCalendar(String why) {
    super(why, null, false, false);
  }
}
