package app.kolan.server.prompts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A sentence that Kolan can say without any text-to-speech provider. Its text is in the prompt
/// library.
public enum Prompt {
  /// Hello, who answers, and that the call is recorded.
  GREETING,
  /// What can we help with?
  ASK_REASON,
  ASK_REASON_AGAIN,
  ASK_NAME,
  ASK_NAME_AGAIN,
  /// We call back on the number you call from; key another one and pound, or stay, or press one.
  OFFER_OWN_NUMBER,
  /// The caller's number is hidden: key a number and pound.
  ASK_NUMBER,
  ASK_NUMBER_AGAIN,
  /// We call you back at; the digits follow.
  NUMBER_TAKEN,
  THANKS_GOODBYE,
  /// We did not hear you, goodbye.
  GOODBYE_SILENCE,
  TRANSFERRING,
  /// All staff are busy; a message is taken.
  NO_HUMAN,
  /// The call could not be handed over; another prompt says what happens next.
  TRANSFER_FAILED,
  /// A fault on our side; leave a message after this very sentence.
  STREAM_BROKEN,
  /// Please leave a message, with name and number.
  VOICEMAIL,
  /// The message has arrived and is being looked after.
  MESSAGE_THANKS,
  /// All lines are busy; another prompt says what happens next.
  LINE_FULL,
  /// Nobody can answer now, for a reason that is none of the caller's; leave a message after this
  /// very sentence.
  CANNOT_ANSWER,
  /// The business is closed; another prompt says what happens next.
  CLOSED_NOW,
  ONE_MOMENT,
  /// Something went wrong on our side.
  SORRY,
  STILL_THERE,
  RECORDING_NOTICE,
  DIGIT_0,
  DIGIT_1,
  DIGIT_2,
  DIGIT_3,
  DIGIT_4,
  DIGIT_5,
  DIGIT_6,
  DIGIT_7,
  DIGIT_8,
  DIGIT_9;

  private final String fileName = name().toLowerCase(Locale.ROOT) + "_he";

  /// Its name in scripts and in the ledger: `greeting`.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name of its files without their ending, and its id in `prompts.yaml`: `greeting_he`.
  public String fileName() {
    return fileName;
  }

  /// The prompt that says a digit, in the feminine form in which numbers are read out.
  ///
  /// @throws IllegalArgumentException for anything but `0` to `9`
  public static Prompt digit(char digit) {
    if (digit < '0' || digit > '9') {
      throw new IllegalArgumentException("a digit is 0 to 9");
    }
    return valueOf("DIGIT_" + digit);
  }

  /// The prompt of an [#id].
  public static Optional<Prompt> withId(String id) {
    return Arrays.stream(values()).filter(prompt -> prompt.id().equals(id)).findFirst();
  }

  static Optional<Prompt> named(String fileName) {
    return Arrays.stream(values()).filter(prompt -> prompt.fileName.equals(fileName)).findFirst();
  }
}
