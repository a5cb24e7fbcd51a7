package app.kolan.server.outbound;

/// What a call is for, which decides what the law asks of it.
public enum CallPurpose {
  /// A person calls somebody back, and talks himself.
  CALL_BACK,
  /// A machine calls about something that was agreed, such as an appointment.
  SERVICE,
  /// A machine calls to sell something.
  ADVERTISING;

  /// Whether a person decides about each call, at its time.
  public boolean isByPerson() {
    return this == CALL_BACK;
  }
}
