package app.kolan.server.calendar;

/// Most appointments have vanished from a calendar at once: rather a mishap than somebody's wish.
final class MassDeletion extends Exception {
  private static final long serialVersionUID = 1;

  MassDeletion() {
    super("most appointments are gone from the calendar", null, false, false);
  }
}
