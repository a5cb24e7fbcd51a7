package app.kolan.server.tool;

import app.kolan.twilio.webhook.PhoneNumber;

/// Notes that the caller does not want to be called again. Nothing takes it back but the law's own
/// way: a consent that he gives later is for people to note.
final class DoNotCall implements Tool {
  static final String NAME = "do_not_call";

  private static final ToolSpec SPEC =
      new ToolSpec(
          NAME,
          "Notes for ever that the business must not call the caller's number. Use it when they ask"
              + " not to be called again, after you have asked whether they mean all calls of this"
              + " business; not when they only want no call back about this matter.",
          Parameters.NONE.schema());

  private final DoNotCallRequests wishes;

  DoNotCall(DoNotCallRequests wishes) {
    this.wishes = wishes;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    PhoneNumber number = use.call().callersNumber().orElse(null);
    if (number == null) {
      return ToolResult.refused(
          "Nothing was noted: the number is hidden. Say that somebody of the business has to note"
              + " it, and take a message with the number.");
    }
    wishes.note(use.call(), number);
    return ToolResult.done("It is noted: this number is not called any more. Confirm it briefly.");
  }
}
