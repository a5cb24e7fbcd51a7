package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.AccessPolicy;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.AnnouncementCall;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallBackPerson;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.DoNotCallStore;
import app.kolan.server.outbound.DoNotCallStore.Imported;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.OutboundCalls;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.outbound.OutgoingCallState;
import app.kolan.server.outbound.Refusal;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.CrmStores;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The calls that a business places, and the numbers that it does not call.
record OutgoingCallResource(
    OutboundCalls outbound,
    CallStore calls,
    RecordingStore recordings,
    AudioFiles audio,
    CrmStores crm,
    CrmRequests requests,
    AuditLog audit,
    InstantSource clock) {
  private static final String KEY = "idempotency-key";

  /// How long a machine tries to reach somebody.
  private static final Duration WORTH_CALLING = Duration.ofDays(1);

  void addTo(Map<String, Operation> operations) {
    operations.put("callBack", this::callBack);
    operations.put("listOutgoingCalls", this::list);
    operations.put("getOutgoingCall", this::get);
    operations.put("getOutgoingCallSound", this::sound);
    operations.put("cancelOutgoingCall", this::cancel);
    operations.put("addDoNotCall", this::addDoNotCall);
    operations.put("getDoNotCall", this::getDoNotCall);
  }

  private ApiAnswer callBack(ApiRequest request) {
    JsonNode json = request.json();
    CallBackPerson person = person(request);
    if (json.hasNonNull("announcement")) {
      return answer(request, outbound.announce(announcement(request, person)));
    }
    String typed = json.path("ring").asText("");
    String reason = PlainText.of(request.field("reason", person.reason()));
    Ordered ordered =
        outbound.callBack(
            new OutboundCalls.CallBack(
                request.in().id(),
                key(request),
                person.number(),
                typed.isEmpty() ? null : requests.number(request, "/ring", typed),
                person.lead(),
                person.contact(),
                reason,
                person.name(),
                json.path("evenInQuiet").asBoolean(false),
                request.actor()));
    return answer(request, ordered);
  }

  /// A machine calls, so that nobody of the business decides about the moment.
  private AnnouncementCall announcement(ApiRequest request, CallBackPerson person) {
    for (String name : List.of("ring", "reason", "evenInQuiet")) {
      if (request.json().hasNonNull(name)) {
        throw CrmRequests.invalid(
            "/" + name, "not for a machine's call", "leave it out, or leave out announcement");
      }
    }
    JsonNode announcement = request.json().path("announcement");
    String words = PlainText.of(announcement.path("words").asText());
    if (words.isBlank()) {
      throw CrmRequests.invalid("/announcement/words", "no words", "say what it is about");
    }
    String task = announcement.hasNonNull("task") ? announcement.path("task").asText() : "";
    return new AnnouncementCall(
        request.in().id(),
        key(request),
        CallPurpose.valueOf(announcement.path("purpose").asText()),
        person.number(),
        person.name(),
        person.lead(),
        new Announcement(words, null, task.isBlank() ? null : task),
        request.actor(),
        clock.instant().plus(WORTH_CALLING));
  }

  private ApiAnswer answer(ApiRequest request, Ordered ordered) {
    return switch (ordered) {
      case Ordered.Taken(var order) -> ApiAnswer.created(form(request, order));
      case Ordered.Refused(var why) ->
          throw new ApiProblem(
              Kind.INVALID,
              "Nobody is called.",
              List.of(new ApiProblem.Mistake(at(why), why.word(), remedy(why))));
      case Ordered.KeyUsed() ->
          throw new ApiProblem(
              Kind.CONFLICT, "This Idempotency-Key is that of a call to another number.");
    };
  }

  /// Whoever asks twice with a key gets one call, also when his first request was cut off.
  private static String key(ApiRequest request) {
    String key = request.headers().get(KEY);
    return key == null ? "api:" + UUID.randomUUID() : "api:" + request.who().actor() + ":" + key;
  }

  private CallBackPerson person(ApiRequest request) {
    JsonNode json = request.json();
    long business = request.in().id();
    int named = 0;
    for (String name : List.of("call", "contact", "number")) {
      named += json.hasNonNull(name) ? 1 : 0;
    }
    if (named != 1) {
      throw CrmRequests.invalid("", "not one of call, contact and number", "give one of them");
    }
    if (json.hasNonNull("number")) {
      PhoneNumber number = requests.number(request, "/number", json.path("number").asText());
      return CallBackPerson.ofNumber(crm, business, number);
    }
    if (json.hasNonNull("contact")) {
      return crm.contacts()
          .find(business, json.path("contact").asLong())
          .flatMap(CallBackPerson::ofContact)
          .orElseThrow(
              () ->
                  CrmRequests.invalid(
                      "/contact", "no contact with a number", "give one who has a number"));
    }
    return sid(request.field("call", ""))
        .flatMap(call -> CallBackPerson.ofCall(crm, calls, business, call))
        .orElseThrow(
            () ->
                CrmRequests.invalid(
                    "/call",
                    "no call with a number to call back",
                    "give the SID of a call whose caller showed or left a number"));
  }

  private static Optional<CallSid> sid(String text) {
    try {
      return Optional.of(new CallSid(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String at(Refusal why) {
    return switch (why) {
      case NUMBER, PREMIUM_RATE, COUNTRY, DO_NOT_CALL, NO_CONSENT, REGISTRY, NO_REGISTRY ->
          "/number";
      case QUIET -> "/evenInQuiet";
      case NOBODY_TO_RING, SAME_NUMBER -> "/ring";
      case NO_NUMBER_OF_OURS, NO_ACCOUNT, NO_PUBLIC_URL, DAY_IS_FULL, COST_IS_REACHED -> "";
    };
  }

  private static String remedy(Refusal why) {
    return switch (why) {
      case NUMBER -> "give a number in E.164";
      case PREMIUM_RATE -> "call a number that costs no more than others";
      case COUNTRY -> "add its country to business.calling.countries";
      case DO_NOT_CALL -> "the person wants no calls; call only if he asks for it, by hand";
      case NO_CONSENT -> "note his consent with the call in which he gave it";
      case REGISTRY -> "he is in the registry; do not call him to advertise";
      case NO_REGISTRY -> "read in the registry of the last fifteen days";
      case QUIET -> "wait, or set evenInQuiet when he asked to be called now";
      case NOBODY_TO_RING -> "give ring, or set business.calling.ring";
      case SAME_NUMBER -> "ring another number than the one that is called";
      case NO_NUMBER_OF_OURS -> "set business.calling.from";
      case NO_ACCOUNT -> "set the token of the business's account";
      case NO_PUBLIC_URL -> "set KOLAN_PUBLIC_URL";
      case DAY_IS_FULL -> "wait until tomorrow, or raise business.calling.calls-a-day";
      case COST_IS_REACHED -> "raise the limit of the cost";
    };
  }

  private ApiAnswer list(ApiRequest request) {
    note(request, "outgoing-call.list", request.in().slug());
    return ApiJson.page(
        outbound
            .store()
            .find(request.in().id(), call(request), ApiJson.position(request), request.limit() + 1),
        request.limit(),
        order -> form(request, order),
        order -> ApiJson.cursor(order.createdAt(), order.id()));
  }

  private static @Nullable CallSid call(ApiRequest request) {
    Optional<String> asked = request.asked("call");
    if (asked.isEmpty()) {
      return null;
    }
    return sid(asked.get())
        .orElseThrow(() -> CrmRequests.invalid("call", "no SID of a call", "it begins with CA"));
  }

  private ApiAnswer get(ApiRequest request) {
    CallOrder order = order(request);
    note(request, "outgoing-call.read", order.id());
    return ApiAnswer.ok(form(request, order));
  }

  private ApiAnswer sound(ApiRequest request) throws IOException {
    Recording recording =
        Optional.ofNullable(order(request).recording())
            .flatMap(recordings::find)
            .orElseThrow(() -> ApiProblem.unknown("sound"));
    String file = recording.audioFile();
    if (file == null) {
      throw ApiProblem.unknown("sound");
    }
    note(request, "recording.read", recording.sid().value());
    return Ranges.answer(
        audio.file(file),
        "audio/wav",
        request.headers().get("range"),
        request.headers().get("if-range"));
  }

  private ApiAnswer cancel(ApiRequest request) {
    CallOrder order = order(request);
    if (!outbound.cancel(request.in().id(), order.id(), request.actor())) {
      throw new ApiProblem(Kind.CONFLICT, "The call is placed already, or over.");
    }
    return ApiAnswer.ok(form(request, order(request)));
  }

  private CallOrder order(ApiRequest request) {
    return outbound
        .store()
        .find(request.in().id(), request.inPath("order"))
        .orElseThrow(() -> ApiProblem.unknown("call"));
  }

  private ApiAnswer addDoNotCall(ApiRequest request) {
    Source source = Source.valueOf(request.field("source", ""));
    var numbers = new ArrayList<PhoneNumber>();
    for (JsonNode each : request.json().path("numbers")) {
      numbers.add(requests.number(request, "/numbers/" + numbers.size(), each.asText()));
    }
    ObjectNode done = ApiJson.object().put("numbers", numbers.size());
    if (source == Source.REGISTRY) {
      Imported imported =
          AuditedChange.make(
              read -> added(request, counted(done, (Imported) read), source),
              () -> importRegistry(request, numbers));
      return ApiAnswer.ok(counted(done, imported));
    }
    if (request.json().path("replace").asBoolean(false)) {
      throw CrmRequests.invalid("/replace", "not of a registry", "only a registry is replaced");
    }
    boolean _ =
        AuditedChange.make(
            _ -> added(request, done, source),
            () -> {
              outbound
                  .doNotCall()
                  .add(request.in().id(), numbers, source, request.who().actor(), clock.instant());
              return true;
            });
    return ApiAnswer.ok(done);
  }

  private static ObjectNode counted(ObjectNode done, Imported imported) {
    return done.deepCopy().put("added", imported.added()).put("removed", imported.removed());
  }

  private AuditEntry added(ApiRequest request, ObjectNode done, Source source) {
    String detail = done.deepCopy().put("source", source.name()).toString();
    return entry(request, "do-not-call.add", request.in().slug(), detail);
  }

  /// By which registry people are called is a setting of the business, as its other rules are: who
  /// looks after contacts cannot have a number called that the registry keeps from it.
  private Imported importRegistry(ApiRequest request, List<PhoneNumber> numbers) {
    long business = request.in().id();
    if (!AccessPolicy.allows(request.who(), Permission.SETTINGS_PUBLISH, business)) {
      throw AccessControl.missing(Permission.SETTINGS_PUBLISH);
    }
    DoNotCallStore store = outbound.doNotCall();
    String actor = request.who().actor();
    return request.json().path("replace").asBoolean(false)
        ? store.replaceRegistry(business, numbers, actor, clock.instant())
        : store.addToRegistry(business, numbers, actor, clock.instant());
  }

  private ApiAnswer getDoNotCall(ApiRequest request) {
    note(request, "do-not-call.read", request.in().slug());
    PhoneNumber number = requests.number(request, "number", request.asked("number").orElse(""));
    Set<Source> sources = outbound.doNotCall().sources(request.in().id(), number);
    ObjectNode form = ApiJson.object();
    form.put("number", number.value());
    var names = form.putArray("sources");
    sources.forEach(source -> names.add(source.name()));
    form.put(
        "registryReadAt",
        outbound
            .doNotCall()
            .registry(request.in().id())
            .map(read -> read.at().toString())
            .orElse(null));
    return ApiAnswer.ok(form);
  }

  /// Of a lead, the reason is what its caller said.
  private static ObjectNode form(ApiRequest request, CallOrder order) {
    boolean readable =
        AccessPolicy.allows(request.who(), Permission.TRANSCRIPTS_READ, request.in().id());
    CallOrder.What what = order.what();
    CallResult result = order.result();
    ObjectNode form = ApiJson.object();
    form.put("id", order.id());
    form.put("purpose", what.purpose().name());
    form.put("number", what.number().value());
    form.put("ring", what.ring() == null ? null : what.ring().value());
    form.put("from", what.from().value());
    form.put("call", what.lead() == null ? null : what.lead().value());
    form.put("contact", what.contact());
    form.put("reason", readable ? what.reason() : "");
    Announcement announcement = what.announcement();
    form.put("announcement", announcement == null ? null : readable ? announcement.words() : "");
    String task = announcement == null ? null : announcement.task();
    form.put("task", task == null ? null : readable ? task : "");
    form.put("state", OutgoingCallState.of(order).name());
    form.put("result", result == null ? null : result.name());
    CallAnswer said = order.progress().answer();
    form.put("answer", said == null ? null : said.name());
    form.put("problem", order.problem());
    form.put("placedCall", order.call() == null ? null : order.call().value());
    form.put("recording", order.recording() == null ? null : order.recording().value());
    form.put("talkedSeconds", order.talkedSeconds());
    form.put("orderedAt", order.createdAt().toString());
    form.put("orderedBy", what.orderedBy());
    form.put("placedAt", ApiJson.instant(order.placedAt()));
    return form;
  }

  private void note(ApiRequest request, String action, String subject) {
    audit.append(entry(request, action, subject, null));
  }

  private AuditEntry entry(
      ApiRequest request, String action, String subject, @Nullable String detail) {
    return request.actor().entry(clock.instant(), action, request.in().id(), subject, detail);
  }
}
