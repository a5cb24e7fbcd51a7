package app.kolan.doctor;

/// The parts of the chain, from inside out, in the order in which they are examined.
public enum Section {
  HOUSE("This machine"),
  PROVIDERS("The providers"),
  ADDRESS("The public address"),
  WEBHOOKS("The webhooks"),
  STREAM("The media stream"),
  TWILIO("Twilio's side");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
