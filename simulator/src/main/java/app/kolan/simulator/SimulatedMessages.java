package app.kolan.simulator;

import app.kolan.simulator.account.JsonWriter;
import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Fault.StatusCallbacks.Trouble;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes messages and tells what becomes of them: `sent`, then `delivered`, or `undelivered` with a
/// code. Nobody has written to the server within a day, so that WhatsApp without a template does
/// not arrive (63016).
///
/// Callbacks are sent beside the answer, and so may come before it; those of one message keep their
/// order unless a fault changes it. Any thread may use it.
///
/// Source: https://www.twilio.com/docs/messaging/api/message-resource and
/// https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
final class SimulatedMessages {
  static final String WHATSAPP = "whatsapp:";

  private static final int MOST_LETTERS = 1600;
  private static final int MOST_KEPT = 1000;
  private static final int NO_TEMPLATE = 63016;
  private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern TEMPLATE = Pattern.compile("HX[0-9a-fA-F]{32}");

  private final CarrierSettings settings;
  private final FaultyServerClient client;
  private final CallFaults faults;
  private final Executor executor;
  private final Map<String, SentMessage> messages = new LinkedHashMap<>();

  SimulatedMessages(
      CarrierSettings settings, FaultyServerClient client, CallFaults faults, Executor executor) {
    this.settings = settings;
    this.client = client;
    this.faults = faults;
    this.executor = executor;
  }

  /// Those that were taken, the oldest first; the last thousand.
  synchronized List<SentMessage> all() {
    return List.copyOf(messages.values());
  }

  synchronized Optional<SentMessage> find(String sid) {
    return Optional.ofNullable(messages.get(sid));
  }

  /// Takes a message, or refuses it with Twilio's codes.
  RestAnswer send(String body) {
    FormPairs form;
    try {
      form = FormPairs.parse(body);
    } catch (MalformedForm _) {
      return RestAnswer.error(400, 20001, "The form cannot be read");
    }
    String to = form.first("To").orElse("");
    String from = form.first("From").orElse("");
    String text = form.first("Body").orElse("");
    String template = form.first("ContentSid").orElse(null);
    if (to.isEmpty()) {
      return RestAnswer.error(400, 21604, "A 'To' phone number is required.");
    }
    if (from.isEmpty()) {
      return RestAnswer.error(400, 21603, "A 'From' phone number is required.");
    }
    if (!NUMBER.matcher(bare(to)).matches()) {
      return RestAnswer.error(400, 21211, "Invalid 'To' Phone Number");
    }
    if (!NUMBER.matcher(bare(from)).matches()) {
      return RestAnswer.error(400, 21212, "Invalid 'From' Phone Number");
    }
    if (to.startsWith(WHATSAPP) != from.startsWith(WHATSAPP)) {
      return RestAnswer.error(400, 63007, "Could not find a Channel with the From address");
    }
    if (template != null && !TEMPLATE.matcher(template).matches()) {
      return RestAnswer.error(400, 21656, "The ContentSid is invalid");
    }
    if (text.isEmpty() && template == null) {
      return RestAnswer.error(400, 21602, "Message body is required.");
    }
    if (text.length() > MOST_LETTERS) {
      return RestAnswer.error(400, 21617, "The message body exceeds the 1600 character limit");
    }
    return accept(
        new SentMessage(
            NewSid.of("SM"),
            from,
            to,
            text,
            template,
            form.first("ContentVariables").orElse(null),
            List.of("queued"),
            null),
        form.first("StatusCallback").map(URI::create).orElse(null));
  }

  private static String bare(String address) {
    return address.startsWith(WHATSAPP) ? address.substring(WHATSAPP.length()) : address;
  }

  private RestAnswer accept(SentMessage message, @Nullable URI callback) {
    keep(message);
    Duration delay =
        faults.take(Fault.MessageLate.class).map(Fault.MessageLate::by).orElse(Duration.ZERO);
    Integer code =
        faults
            .take(Fault.MessageUndelivered.class)
            .map(Fault.MessageUndelivered::code)
            .or(() -> code(message))
            .orElse(null);
    CompletableFuture<?> _ =
        CompletableFuture.runAsync(
            () -> goOn(message.sid(), code, callback),
            CompletableFuture.delayedExecutor(
                (long) (delay.toMillis() / settings.pace()), TimeUnit.MILLISECONDS, executor));
    return RestAnswer.json(201, JsonWriter.of(fields(message)));
  }

  private static Optional<Integer> code(SentMessage message) {
    return message.isWhatsApp() && message.contentSid() == null
        ? Optional.of(NO_TEMPLATE)
        : Optional.empty();
  }

  private synchronized void keep(SentMessage message) {
    messages.put(message.sid(), message);
    if (messages.size() > MOST_KEPT) {
      messages.remove(messages.keySet().iterator().next());
    }
  }

  /// What becomes of it, and the callbacks.
  private void goOn(String sid, @Nullable Integer code, @Nullable URI callback) {
    var steps = new ArrayList<SentMessage>();
    steps.add(step(sid, "sent", null));
    steps.add(step(sid, code == null ? "delivered" : "undelivered", code));
    if (callback == null) {
      return;
    }
    Trouble trouble =
        faults.take(Fault.StatusCallbacks.class).map(Fault.StatusCallbacks::trouble).orElse(null);
    CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    switch (trouble) {
      case null -> {}
      case DOUBLED -> steps.addAll(List.copyOf(steps));
      case REORDERED -> Collections.reverse(steps);
      case MISSING -> steps.clear();
    }
    for (SentMessage each : steps) {
      last =
          last.thenCompose(_ -> client.ask(WebRequest.post(callback, parameters(each))))
              .exceptionally(_ -> null);
    }
  }

  private synchronized SentMessage step(String sid, String status, @Nullable Integer code) {
    SentMessage known = messages.get(sid);
    if (known == null) {
      throw new IllegalStateException("a message is forgotten while it is sent");
    }
    var statuses = new ArrayList<>(known.statuses());
    statuses.add(status);
    var next =
        new SentMessage(
            sid,
            known.from(),
            known.to(),
            known.body(),
            known.contentSid(),
            known.contentVariables(),
            statuses,
            code);
    messages.put(sid, next);
    return next;
  }

  private FormPairs parameters(SentMessage message) {
    String status = message.statuses().getLast();
    var form =
        FormPairs.of(
            "SmsSid", message.sid(),
            "SmsStatus", status,
            "MessageStatus", status,
            "To", message.to(),
            "MessageSid", message.sid(),
            "AccountSid", settings.accountSid(),
            "From", message.from(),
            "ApiVersion", CallParameters.API_VERSION);
    if (message.isWhatsApp()) {
      form = form.with("ChannelPrefix", "whatsapp");
    }
    return message.errorCode() == null
        ? form
        : form.with("ErrorCode", message.errorCode().toString());
  }

  /// The resource as JSON.
  RestAnswer resource(SentMessage message) {
    return RestAnswer.json(200, JsonWriter.of(fields(message)));
  }

  private Map<String, @Nullable Object> fields(SentMessage message) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("sid", message.sid());
    fields.put("account_sid", settings.accountSid());
    fields.put("api_version", CallParameters.API_VERSION);
    fields.put("from", message.from());
    fields.put("to", message.to());
    fields.put("body", message.body());
    fields.put("status", message.statuses().getLast());
    fields.put("direction", "outbound-api");
    fields.put("error_code", message.errorCode());
    fields.put("error_message", null);
    fields.put("num_media", "0");
    fields.put("num_segments", "1");
    fields.put("messaging_service_sid", null);
    fields.put("date_created", StatusCallbackSender.now());
    fields.put("date_updated", StatusCallbackSender.now());
    fields.put("date_sent", null);
    fields.put("price", null);
    fields.put("price_unit", "USD");
    fields.put(
        "uri",
        "/2010-04-01/Accounts/%s/Messages/%s.json".formatted(settings.accountSid(), message.sid()));
    return fields;
  }
}
