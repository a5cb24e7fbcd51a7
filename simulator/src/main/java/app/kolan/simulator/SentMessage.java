package app.kolan.simulator;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message that the server had sent. It prints without its text.
///
/// @param sid its identifier, which begins with SM
/// @param from as the server gave it, `whatsapp:` among it
/// @param body the text; empty when a template was named
/// @param contentSid the template; null for none
/// @param contentVariables the template's variables as JSON; null for none
/// @param statuses those that it had so far, such as `sent`, the first first
/// @param errorCode why it did not arrive; null when it did, or may yet
public record SentMessage(
    String sid,
    String from,
    String to,
    String body,
    @Nullable String contentSid,
    @Nullable String contentVariables,
    List<String> statuses,
    @Nullable Integer errorCode) {
  public SentMessage {
    statuses = List.copyOf(statuses);
  }

  /// Whether it goes by WhatsApp.
  public boolean isWhatsApp() {
    return to.startsWith(SimulatedMessages.WHATSAPP);
  }

  @Override
  public String toString() {
    return "SentMessage[sid=%s, to=%s, statuses=%s, errorCode=%s]"
        .formatted(sid, new PhoneNumber(to), statuses, errorCode);
  }
}
