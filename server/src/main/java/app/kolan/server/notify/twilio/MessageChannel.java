package app.kolan.server.notify.twilio;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertChannel;
import app.kolan.server.notify.NoticeWords;
import app.kolan.server.telephony.rest.RestResult;
import app.kolan.server.telephony.rest.TwilioRest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sends alerts as SMS, or by WhatsApp. Twilio knows no idempotency of messages: one whose answer
/// was lost is sent again.
///
/// A template of WhatsApp gets two variables: `1`, the headline, and `2`, the lines in one.
///
/// Source: https://www.twilio.com/docs/messaging/api/message-resource
public final class MessageChannel implements AlertChannel {
  private static final int MOST_LETTERS = 1000;

  private final Function<AccountTokens, TwilioRest> clients;
  private final @Nullable String statusCallback;

  /// @param statusCallback where Twilio tells what became of a message; null for nowhere
  public MessageChannel(
      Function<AccountTokens, TwilioRest> clients, @Nullable String statusCallback) {
    this.clients = clients;
    this.statusCallback = statusCallback;
  }

  @Override
  public Sent send(Alert alert, AlertRule rule, BusinessSettings business)
      throws InterruptedException {
    if (business.account().authTokens().isEmpty()) {
      return new Sent.Failed("the business's account has no token", null, false);
    }
    String prefix = rule.channel() == Channel.WHATSAPP ? "whatsapp:" : "";
    var form = new LinkedHashMap<String, String>();
    form.put("To", prefix + alert.address());
    form.put("From", prefix + (rule.from() == null ? "" : rule.from()));
    putText(form, rule, NoticeWords.of(alert, business));
    if (statusCallback != null) {
      form.put("StatusCallback", statusCallback);
    }
    return switch (clients.apply(business.account()).sendMessage(form)) {
      case RestResult.Given<String>(String sid) -> new Sent.Taken(sid, null);
      case RestResult.Refused<String>(int status, Integer code) ->
          new Sent.Failed(
              code == null ? "HTTP " + status : MessageErrors.of(code),
              code == null ? Integer.valueOf(status) : code,
              MessageErrors.isLasting(code));
      case RestResult.Unreachable<String> _ ->
          new Sent.Failed("Twilio did not answer", null, false);
    };
  }

  private static void putText(Map<String, String> form, AlertRule rule, NoticeWords text) {
    if (rule.template() == null) {
      form.put("Body", cut(text.plain().strip()));
    } else {
      form.put("ContentSid", rule.template());
      form.put("ContentVariables", text.variables(MOST_LETTERS));
    }
  }

  private static String cut(String text) {
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS - 1) + "…";
  }
}
