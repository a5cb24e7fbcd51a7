package app.kolan.simulator.account;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The account behind the REST interface, with its numbers as they are now and the alerts that were
/// raised. Any thread may use it.
///
/// Twilio serves alerts and permissions from separate hosts; here all are on one.
///
/// Source: https://www.twilio.com/docs/iam/api/account, …/usage/monitor-alert and
/// …/voice/api/dialingpermissions-country-resource
public final class Account {
  private static final Pattern NUMBERS =
      Pattern.compile(
          "/2010-04-01/Accounts/(?<account>[^/]+)/IncomingPhoneNumbers(/(?<sid>PN\\w+))?\\.json");
  private static final Pattern ITSELF =
      Pattern.compile("/2010-04-01/Accounts/(?<account>[^/]+)\\.json");
  private static final Pattern COUNTRY =
      Pattern.compile("/v1/DialingPermissions/Countries/(?<iso>[A-Z]{2})");
  private static final String ALERTS = "/v1/Alerts";

  private final SimulatedAccount settings;
  private final List<SimulatedNumber> numbers;
  private final List<DebuggerAlert> alerts = new ArrayList<>();

  public Account(SimulatedAccount settings) {
    this.settings = settings;
    numbers = new ArrayList<>(settings.numbers());
  }

  /// The numbers as they are now.
  public synchronized List<SimulatedNumber> numbers() {
    return List.copyOf(numbers);
  }

  /// What the Debugger shows, the oldest first.
  public synchronized List<DebuggerAlert> alerts() {
    return List.copyOf(alerts);
  }

  /// Adds an entry to the Debugger.
  public synchronized void raise(DebuggerAlert alert) {
    alerts.add(alert);
  }

  /// Whether an `Authorization` header holds valid credentials of this account.
  public boolean isOpenedBy(@Nullable String authorization) {
    String presented = authorization == null ? "" : authorization.replaceFirst("^Basic ", "");
    boolean opened = false;
    for (String token : settings.tokens()) {
      byte[] expected = (settings.sid() + ":" + token).getBytes(StandardCharsets.UTF_8);
      opened |=
          MessageDigest.isEqual(
              Base64.getEncoder().encode(expected), presented.getBytes(StandardCharsets.UTF_8));
    }
    return opened;
  }

  /// Answers a request that is about the account; empty for any other.
  public Optional<AccountAnswer> answer(
      String method, URI request, @Nullable String authorization, String body)
      throws InterruptedException {
    String path = request.getPath();
    Matcher itself = ITSELF.matcher(path);
    Matcher number = NUMBERS.matcher(path);
    Matcher country = COUNTRY.matcher(path);
    boolean isItself = itself.matches();
    boolean isNumber = number.matches();
    boolean isCountry = country.matches();
    if (!isItself && !isNumber && !isCountry && !path.equals(ALERTS)) {
      return Optional.empty();
    }
    String asked = isItself ? itself.group("account") : settings.sid();
    asked = isNumber ? number.group("account") : asked;
    if (!isOpenedBy(authorization) || !asked.equals(settings.sid())) {
      return Optional.of(AccountAnswer.error(401, 20003, "Authenticate"));
    }
    for (RestRefusal refusal : settings.refusals()) {
      if (refusal.concerns(method, path)) {
        Thread.sleep(refusal.after());
        return Optional.of(AccountAnswer.error(refusal.status(), refusal.code(), "Refused"));
      }
    }
    FormPairs query = form(request.getRawQuery());
    if (isNumber && number.group("sid") != null) {
      return Optional.of(one(method, number.group("sid"), form(body)));
    }
    if (!method.equals("GET")) {
      return Optional.of(AccountAnswer.error(405, 20004, "Method not allowed"));
    }
    if (isItself) {
      return Optional.of(AccountAnswer.resource(itself()));
    }
    if (isNumber) {
      return Optional.of(AccountAnswer.resource(list(path, query)));
    }
    return Optional.of(
        AccountAnswer.resource(
            isCountry ? permission(country.group("iso")) : debugger(request, query)));
  }

  private Map<String, Object> itself() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("auth_token", settings.tokens().getFirst());
    fields.put("friendly_name", "A simulated account");
    fields.put("owner_account_sid", settings.sid());
    fields.put("sid", settings.sid());
    fields.put("status", settings.status());
    fields.put("type", settings.type());
    fields.put("uri", "/2010-04-01/Accounts/%s.json".formatted(settings.sid()));
    return fields;
  }

  private Map<String, @Nullable Object> list(String path, FormPairs query) {
    Optional<String> wanted = query.first("PhoneNumber");
    List<SimulatedNumber> found =
        numbers().stream()
            .filter(
                number ->
                    wanted.isEmpty()
                        || number.number().value().contains(wanted.get().replace("*", "")))
            .toList();
    Pages page = Pages.of(query);
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put(
        "incoming_phone_numbers",
        page.cut(found).stream()
            .map(number -> PhoneNumberResource.fields(settings.sid(), number))
            .toList());
    fields.put("next_page_uri", page.isLast(found) ? null : path + "?" + page.next());
    fields.put("page", page.number());
    fields.put("page_size", page.size());
    return fields;
  }

  private synchronized AccountAnswer one(String method, String sid, FormPairs form) {
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.get(i).sid().equals(sid)) {
        if (method.equals("POST")) {
          Optional<SimulatedNumber> changed = PhoneNumberResource.changed(numbers.get(i), form);
          if (changed.isEmpty()) {
            return AccountAnswer.error(400, 21502, "A URL or a method is not valid");
          }
          numbers.set(i, changed.get());
        }
        return AccountAnswer.resource(PhoneNumberResource.fields(settings.sid(), numbers.get(i)));
      }
    }
    return AccountAnswer.error(404, 20404, "The requested number was not found");
  }

  private Map<String, @Nullable Object> debugger(URI request, FormPairs query) {
    Instant start = query.first("StartDate").map(Account::instant).orElse(Instant.EPOCH);
    Instant end = query.first("EndDate").map(Account::instant).orElse(Instant.MAX);
    List<DebuggerAlert> found =
        alerts().reversed().stream()
            .filter(alert -> !alert.at().isBefore(start) && !alert.at().isAfter(end))
            .toList();
    Pages page = Pages.of(query);
    var meta = new LinkedHashMap<String, @Nullable Object>();
    meta.put("key", "alerts");
    meta.put(
        "next_page_url",
        page.isLast(found)
            ? null
            : "https://monitor.twilio.com%s?StartDate=%s%s&%s"
                .formatted(
                    request.getPath(),
                    start,
                    query.first("EndDate").map(until -> "&EndDate=" + until).orElse(""),
                    page.next()));
    meta.put("page", page.number());
    meta.put("page_size", page.size());
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("alerts", page.cut(found).stream().map(this::fields).toList());
    fields.put("meta", meta);
    return fields;
  }

  private Map<String, Object> fields(DebuggerAlert alert) {
    String at = alert.at().truncatedTo(ChronoUnit.SECONDS).toString();
    String level =
        switch (alert.problem().level()) {
          case ERROR -> "error";
          case WARNING -> "warning";
        };
    var fields = new LinkedHashMap<String, Object>();
    fields.put("account_sid", settings.sid());
    fields.put("alert_text", alert.text());
    fields.put("date_created", at);
    fields.put("date_generated", at);
    fields.put("error_code", Integer.toString(alert.problem().code()));
    fields.put("log_level", level);
    fields.put("request_method", "POST");
    fields.put("request_url", alert.url());
    fields.put("resource_sid", alert.resource());
    return fields;
  }

  private Map<String, Object> permission(String iso) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("iso_code", iso);
    fields.put("name", iso);
    fields.put("low_risk_numbers_enabled", settings.countries().contains(iso));
    fields.put("high_risk_special_numbers_enabled", false);
    fields.put("high_risk_tollfraud_numbers_enabled", false);
    return fields;
  }

  private static FormPairs form(@Nullable String text) {
    try {
      return FormPairs.parse(text == null ? "" : text);
    } catch (MalformedForm _) {
      return FormPairs.NONE;
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      return Instant.EPOCH;
    }
  }
}
