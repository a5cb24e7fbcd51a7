package app.kolan.server.api;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.crm.ContactCsv;
import app.kolan.server.crm.ContactImport;
import app.kolan.server.crm.ContactRow;
import app.kolan.server.crm.ContactVcards;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.Contact;
import app.kolan.server.store.Contact.Purpose;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactDetails.NewConsent;
import app.kolan.server.store.ContactQuery;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.TimelineEntry;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The contacts of a business. What is known of people is shown once the audit log says who looks.
record ContactResource(
    ContactStore contacts,
    CallStore calls,
    CrmRequests requests,
    AuditLog audit,
    InstantSource clock) {
  private static final int EXPORT_PAGE = 1000;
  private static final int MOST_EXPORTED = 200_000;

  void addTo(Map<String, Operation> operations) {
    operations.put("listContacts", this::list);
    operations.put("addContact", this::add);
    operations.put("getContact", this::get);
    operations.put("updateContact", this::update);
    operations.put("getContactTimeline", this::timeline);
    operations.put("addContactNote", this::addNote);
    operations.put("mergeContact", this::merge);
    operations.put("unmergeContact", this::unmerge);
    operations.put("exportContacts", this::export);
    operations.put("importContactsCsv", request -> take(request, ContactCsv::read));
    operations.put("importContactsVcard", request -> take(request, ContactVcards::read));
  }

  private ApiAnswer list(ApiRequest request) {
    note(request, "contact.list", request.in().slug());
    PhoneNumber number =
        request
            .asked("number")
            .map(typed -> requests.number(request, "number", typed))
            .orElse(null);
    List<Contact> found =
        contacts.find(
            new ContactQuery(
                request.in().id(),
                number,
                request.asked("tag").orElse(null),
                request.cursorNumber(Long.MAX_VALUE),
                request.limit() + 1));
    return ApiJson.page(
        found, request.limit(), CrmJson::contact, contact -> Long.toString(contact.id()));
  }

  private ApiAnswer get(ApiRequest request) {
    Contact contact = contact(request);
    note(request, "contact.read", Long.toString(contact.id()));
    return shown(contact);
  }

  private ApiAnswer add(ApiRequest request) {
    ContactDetails none =
        new ContactDetails(null, List.of(), null, null, List.of(), false, List.of());
    Contact added =
        contacts.add(
            request.in().id(), details(request, none), request.who().actor(), clock.instant());
    note(request, "contact.add", Long.toString(added.id()));
    return ApiAnswer.created(CrmJson.contact(added))
        .with("ETag", CrmRequests.etag(added.revision()))
        .with(
            "Location",
            "%s/businesses/%s/contacts/%d"
                .formatted(Contract.BASE, request.in().slug(), added.id()));
  }

  private ApiAnswer update(ApiRequest request) {
    Contact changed =
        CrmRequests.change(
            () -> {
              Contact before = contact(request);
              CrmRequests.requireMatch(request, before.revision());
              return contacts.update(
                  request.in().id(),
                  before.id(),
                  before.revision(),
                  details(request, ContactDetails.of(before)),
                  request.who().actor(),
                  clock.instant());
            });
    note(request, "contact.update", Long.toString(changed.id()));
    return shown(changed);
  }

  private ApiAnswer timeline(ApiRequest request) {
    Contact contact = contact(request);
    note(request, "contact.read", Long.toString(contact.id()));
    return ApiJson.page(
        contacts.timeline(
            request.in().id(), contact.id(), ApiJson.position(request), request.limit() + 1),
        request.limit(),
        CrmJson::entry,
        entry -> ApiJson.cursor(entry.at(), Long.toString(entry.id())));
  }

  private ApiAnswer addNote(ApiRequest request) {
    long id = request.numberInPath("contact");
    TimelineEntry note =
        contacts.addNote(
            request.in().id(),
            id,
            PlainText.of(request.field("text", "")),
            request.who().actor(),
            clock.instant());
    note(request, "contact.note", Long.toString(id));
    return ApiAnswer.created(CrmJson.entry(note));
  }

  private ApiAnswer merge(ApiRequest request) {
    long kept = request.numberInPath("contact");
    long merged = request.json().path("contact").asLong();
    Contact contact =
        contacts.merge(request.in().id(), kept, merged, request.who().actor(), clock.instant());
    audit.append(
        request
            .actor()
            .entry(
                clock.instant(),
                "contact.merge",
                request.in().id(),
                Long.toString(kept),
                AuditDetail.of("merged", Long.toString(merged))));
    return shown(contact);
  }

  private ApiAnswer unmerge(ApiRequest request) {
    Contact contact =
        contacts.unmerge(
            request.in().id(),
            request.numberInPath("contact"),
            request.who().actor(),
            clock.instant());
    note(request, "contact.unmerge", Long.toString(contact.id()));
    return shown(contact);
  }

  private ApiAnswer export(ApiRequest request) {
    note(request, "contact.export", request.in().slug());
    var all = new ArrayList<Contact>();
    List<Contact> page;
    long before = Long.MAX_VALUE;
    do {
      page = contacts.find(new ContactQuery(request.in().id(), null, null, before, EXPORT_PAGE));
      all.addAll(page);
      before = page.isEmpty() ? before : page.getLast().id();
    } while (page.size() == EXPORT_PAGE && all.size() < MOST_EXPORTED);
    return csv("contacts.csv", ContactCsv.write(all));
  }

  static ApiAnswer csv(String name, String text) {
    return ApiAnswer.of(200, "text/csv; charset=utf-8", text)
        .with("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
  }

  private ApiAnswer take(ApiRequest request, BiFunction<String, String, List<ContactRow>> reader) {
    List<ContactRow> rows;
    try {
      rows = reader.apply(request.text(), requests.locale(request).country());
    } catch (IllegalArgumentException e) {
      throw CrmRequests.invalid("/", "no contacts", String.valueOf(e.getMessage()));
    }
    if (rows.size() > ContactImport.MOST) {
      throw CrmRequests.invalid(
          "/",
          rows.size() + " contacts",
          "send at most %d at once; part the file".formatted(ContactImport.MOST));
    }
    ContactImport.Result result =
        new ContactImport(contacts, request.in().id(), request.who().actor(), clock.instant())
            .take(rows);
    note(request, "contact.import", request.in().slug());
    ObjectNode form = ApiJson.object();
    form.put("added", result.added());
    form.put("changed", result.changed());
    form.put("unchanged", result.unchanged());
    ArrayNode refused = form.putArray("refused");
    result
        .refused()
        .forEach(row -> refused.addObject().put("row", row.row()).put("problem", row.problem()));
    return ApiAnswer.ok(form);
  }

  /// What the body says, over what is there.
  private ContactDetails details(ApiRequest request, ContactDetails before) {
    JsonNode json = request.json();
    return new ContactDetails(
        json.has("name") ? name(request) : null,
        json.has("numbers") ? numbers(request) : before.numbers(),
        json.has("email") ? email(request) : before.email(),
        json.has("language") ? request.field("language") : before.language(),
        json.has("tags") ? tags(json.path("tags")) : before.tags(),
        json.has("doNotCall") ? json.path("doNotCall").asBoolean() : before.doNotCall(),
        consents(request));
  }

  private static String name(ApiRequest request) {
    String name = PlainText.of(request.field("name", "")).replace('\n', ' ');
    if (name.isEmpty()) {
      throw CrmRequests.invalid("/name", "no name", "write at least one letter");
    }
    return name;
  }

  private List<PhoneNumber> numbers(ApiRequest request) {
    var numbers = new ArrayList<PhoneNumber>();
    JsonNode given = request.json().path("numbers");
    for (int i = 0; i < given.size(); i++) {
      numbers.add(requests.number(request, "/numbers/" + i, given.path(i).asText()));
    }
    return numbers;
  }

  private static @Nullable String email(ApiRequest request) {
    String typed = request.field("email");
    return typed == null || typed.isBlank() ? null : EmailAddress.of(typed).value();
  }

  private static List<String> tags(JsonNode given) {
    return BusinessResource.texts(given).stream()
        .map(PlainText::of)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }

  private List<NewConsent> consents(ApiRequest request) {
    var consents = new ArrayList<NewConsent>();
    JsonNode given = request.json().path("consents");
    for (int i = 0; i < given.size(); i++) {
      JsonNode each = given.path(i);
      CallSid call =
          each.has("call")
              ? evidence(request, "/consents/%d/call".formatted(i), each.path("call").asText())
              : null;
      consents.add(
          new NewConsent(
              Purpose.valueOf(each.path("purpose").asText()),
              each.path("granted").asBoolean(),
              call,
              each.has("at") ? Duration.ofMillis(each.path("at").asLong()) : null));
    }
    return consents;
  }

  /// A call of this business.
  private CallSid evidence(ApiRequest request, String at, String sid) {
    try {
      var call = new CallSid(sid);
      if (calls.find(call).filter(one -> one.businessId() == request.in().id()).isPresent()) {
        return call;
      }
    } catch (IllegalArgumentException _) {
      // It is no SID.
    }
    throw CrmRequests.invalid(at, "no call of this business", "give the SID of a call");
  }

  private Contact contact(ApiRequest request) {
    return contacts
        .find(request.in().id(), request.numberInPath("contact"))
        .orElseThrow(() -> ApiProblem.unknown("contact"));
  }

  private static ApiAnswer shown(Contact contact) {
    return ApiAnswer.ok(CrmJson.contact(contact))
        .with("ETag", CrmRequests.etag(contact.revision()));
  }

  private void note(ApiRequest request, String action, String subject) {
    audit.append(request.actor().entry(clock.instant(), action, request.in().id(), subject, null));
  }
}
