package app.kolan.server.notify.twilio;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Twilio's codes of messages that did not arrive, in words.
///
/// Source: https://www.twilio.com/docs/api/errors
public final class MessageErrors {
  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(20003, "Twilio refused the account's token"),
          Map.entry(20429, "Twilio was asked too often"),
          Map.entry(21211, "the number to send to is no valid one"),
          Map.entry(21408, "the account may not send to that country; allow it in the Console"),
          Map.entry(21606, "the number that it comes from cannot send messages"),
          Map.entry(21608, "a trial account sends to verified numbers alone"),
          Map.entry(21610, "the receiver has opted out by STOP"),
          Map.entry(21614, "the number to send to is no mobile one"),
          Map.entry(21617, "the message is too long"),
          Map.entry(30001, "too many messages wait at Twilio"),
          Map.entry(30002, "the account is suspended"),
          Map.entry(30003, "the telephone is off or out of reach"),
          Map.entry(30004, "the receiver, or his network, blocks messages"),
          Map.entry(30005, "the number is not in use"),
          Map.entry(30006, "the number is a landline, or its network takes no messages"),
          Map.entry(30007, "the network took it for spam"),
          Map.entry(30008, "it did not arrive, and the network does not say why"),
          Map.entry(63003, "the number has no WhatsApp"),
          Map.entry(63007, "the number that it comes from has no WhatsApp at Twilio"),
          Map.entry(
              63016,
              "WhatsApp delivers it only by a template, since the receiver has not written within a"
                  + " day; set template"),
          Map.entry(63024, "the number to send to is no valid one of WhatsApp"));

  /// Those that another attempt does not fix.
  private static final Set<Integer> LASTING =
      Set.of(21211, 21408, 21606, 21608, 21610, 21614, 21617, 63003, 63007, 63024);

  private MessageErrors() {}

  /// What a code means; only the code where no words are known.
  public static String of(@Nullable Integer code) {
    if (code == null) {
      return "Twilio gave no reason";
    }
    String words = WORDS.get(code);
    return words == null ? "Twilio's code " + code : words + " (" + code + ")";
  }

  static boolean isLasting(@Nullable Integer code) {
    return code != null && LASTING.contains(code);
  }
}
