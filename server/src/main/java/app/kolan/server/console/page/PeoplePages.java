package app.kolan.server.console.page;

import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.console.http.Cursor;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Query;
import app.kolan.server.console.http.Routes;
import app.kolan.server.crm.ContactCsv;
import app.kolan.server.crm.PlainText;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Users;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.Contact;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactQuery;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.SearchHit;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.SearchText;
import app.kolan.server.store.Stores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The people who call a business: the list, and one of them with all that happened in one thread.
public record PeoplePages(
    Stores stores, LeadPages leads, Users users, RelatedOutgoingCalls callsBack, PageAudit audit) {
  private static final int ROWS = 50;
  private static final int OF_ONE = 100;
  private static final int EXPORT_PAGE = 1000;
  private static final int MOST_EXPORTED = 200_000;
  private static final String PATH = "/b/{business}/people";

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.CONTACTS_READ);
    var write = PageAdmission.with(Permission.CONTACTS_WRITE);
    routes.get(PATH, read, this::list);
    routes.get("/b/{business}/people.csv", read, this::export);
    routes.post(PATH, write, this::add);
    routes.get(PATH + "/{contact}", read, this::show);
    routes.post(PATH + "/{contact}", write, this::update);
    routes.post(PATH + "/{contact}/notes", write, this::addNote);
    routes.post(PATH + "/{contact}/merge", write, this::merge);
    routes.post(PATH + "/{contact}/unmerge", write, this::unmerge);
  }

  /// The list.
  public record People(List<Contact> rows, String words, @Nullable String next, boolean writable) {
    public People {
      rows = List.copyOf(rows);
    }
  }

  /// One of them.
  ///
  /// @param calls the newest ones from his numbers
  /// @param noters the names of who noted his consents, as they stand there
  public record Person(
      Contact contact,
      Map<String, String> noters,
      List<CallRow> calls,
      List<LeadPages.Row> leads,
      List<Entries.Entry> entries,
      boolean writable) {
    public Person {
      calls = List.copyOf(calls);
      leads = List.copyOf(leads);
      entries = List.copyOf(entries);
      noters = Map.copyOf(noters);
    }

    /// Who noted a consent, in words.
    public String notedBy(Contact.Consent consent) {
      return noters.getOrDefault(consent.notedBy(), "");
    }

    /// What he has not agreed to.
    public List<Contact.Purpose> openPurposes() {
      return ConsentPages.open(contact);
    }
  }

  private Map<String, String> noters(PageRequest request, Contact contact) {
    return contact.consents().stream()
        .map(Contact.Consent::notedBy)
        .distinct()
        .collect(
            Collectors.toMap(Function.identity(), who -> Actors.name(who, users, request.texts())));
  }

  private ContactStore contacts() {
    return stores.crm().contacts();
  }

  private PageAnswer list(PageRequest request) {
    audit.note(request, "contact.list");
    String words = request.query().text("q").strip();
    List<String> sought = SearchText.query(words);
    String after = request.query().text("after");
    List<Contact> rows;
    @Nullable String next;
    if (sought.isEmpty()) {
      List<Contact> found =
          contacts()
              .find(
                  new ContactQuery(
                      request.in().id(),
                      null,
                      null,
                      Cursor.number(after, Long.MAX_VALUE),
                      ROWS + 1));
      rows = found.subList(0, Math.min(ROWS, found.size()));
      next = found.size() > ROWS ? Query.of("after", Long.toString(rows.getLast().id())) : null;
    } else {
      SearchStore.Page page =
          stores
              .crm()
              .search()
              .find(
                  new SearchStore.Query(
                      request.in().id(),
                      sought,
                      EnumSet.of(SearchHit.Kind.CONTACT),
                      Cursor.number(after, Long.MAX_VALUE),
                      ROWS));
      rows =
          page.hits().stream()
              .flatMap(hit -> Optional.ofNullable(hit.contact()).stream())
              .flatMap(id -> contacts().find(request.in().id(), id).stream())
              .toList();
      Long place = page.next();
      next = place == null ? null : Query.of("q", words, "after", place.toString());
    }
    return request.show(
        "page/people",
        "people",
        new People(rows, words, next, request.may(Permission.CONTACTS_WRITE)));
  }

  private PageAnswer export(PageRequest request) {
    audit.note(request, "contact.export");
    var all = new ArrayList<Contact>();
    List<Contact> page;
    long before = Long.MAX_VALUE;
    do {
      page = contacts().find(new ContactQuery(request.in().id(), null, null, before, EXPORT_PAGE));
      all.addAll(page);
      before = page.isEmpty() ? before : page.getLast().id();
    } while (page.size() == EXPORT_PAGE && all.size() < MOST_EXPORTED);
    return PageAnswer.text(200, "text/csv; charset=utf-8", ContactCsv.write(all))
        .with("Content-Disposition", "attachment; filename=\"contacts.csv\"");
  }

  private PageAnswer show(PageRequest request) {
    Contact contact = contact(request);
    Long merged = contact.mergedInto();
    if (merged != null) {
      return request.go(request.inBusiness("/people/" + merged));
    }
    audit.note(request, "contact.read", Long.toString(contact.id()));
    boolean readable = request.may(Permission.TRANSCRIPTS_READ);
    var page =
        new Person(
            contact,
            noters(request, contact),
            request.may(Permission.CALLS_READ) ? calls(request, contact) : List.of(),
            readable
                ? leads.rows(
                    request,
                    stores
                        .crm()
                        .leads()
                        .find(
                            new LeadQuery(
                                request.in().id(),
                                null,
                                null,
                                null,
                                contact.id(),
                                null,
                                PagePosition.NEWEST,
                                OF_ONE)))
                : List.of(),
            Entries.of(
                contacts().timeline(request.in().id(), contact.id(), PagePosition.NEWEST, OF_ONE),
                users,
                request.times(),
                order -> callsBack.sound(request, order)),
            request.may(Permission.CONTACTS_WRITE));
    return request.show("page/person", "people", page);
  }

  private List<CallRow> calls(PageRequest request, Contact contact) {
    String name = contact.name().orElse(null);
    return contact.numbers().stream()
        .flatMap(
            number ->
                stores
                    .calls()
                    .find(
                        new CallQuery(
                            request.in().id(),
                            null,
                            null,
                            null,
                            number,
                            PagePosition.NEWEST,
                            OF_ONE))
                    .stream())
        .sorted(Comparator.comparing(LoggedCall::arrivedAt).reversed())
        .limit(OF_ONE)
        .map(call -> new CallRow(call, name, null, List.of()))
        .toList();
  }

  /// The fields again, with what is wrong.
  ///
  /// @param path where the form goes, in the business
  /// @param revision null for somebody who is new
  /// @param problem the key of its text
  /// @param seen what cannot be used; empty where that is not one field
  public record PersonForm(
      String path, PersonFields person, @Nullable Long revision, String problem, String seen) {}

  private PageAnswer add(PageRequest request) {
    ContactDetails none =
        new ContactDetails(null, List.of(), null, null, List.of(), false, List.of());
    PersonFields typed = PersonFields.of(request.form());
    try {
      Contact added =
          contacts()
              .add(
                  request.in().id(),
                  typed.over(none, country(request)),
                  request.who().actor(),
                  request.at());
      audit.note(request, "contact.add", Long.toString(added.id()));
      return request.go(
          request.inBusiness("/people/" + added.id()), Flash.of("flash.person-saved"));
    } catch (PersonFields.Unusable unusable) {
      return again(request, 400, "/people", null, unusable.text, unusable.seen);
    } catch (CrmConflict conflict) {
      return again(request, 409, "/people", null, problem(conflict), "");
    }
  }

  private PageAnswer update(PageRequest request) {
    Contact before = contact(request);
    String path = "/people/" + before.id();
    PersonFields typed = PersonFields.of(request.form());
    try {
      if (!request.form().text("revision").equals(Long.toString(before.revision()))) {
        throw new CrmConflict(CrmConflict.Kind.CHANGED, "The contact was changed meanwhile.");
      }
      Contact changed =
          contacts()
              .update(
                  request.in().id(),
                  before.id(),
                  before.revision(),
                  typed.over(ContactDetails.of(before), country(request)),
                  request.who().actor(),
                  request.at());
      audit.note(request, "contact.update", Long.toString(changed.id()));
      return request.go(
          request.inBusiness("/people/" + changed.id()), Flash.of("flash.person-saved"));
    } catch (PersonFields.Unusable unusable) {
      return again(request, 400, path, before.revision(), unusable.text, unusable.seen);
    } catch (CrmConflict conflict) {
      return again(request, 409, path, contact(request).revision(), problem(conflict), "");
    }
  }

  private static String problem(CrmConflict conflict) {
    return switch (conflict.kind()) {
      case CHANGED -> "person.problem.changed";
      case CONFLICT -> "person.problem.taken";
      case UNKNOWN -> throw conflict;
    };
  }

  private static PageAnswer again(
      PageRequest request,
      int status,
      String path,
      @Nullable Long revision,
      String problem,
      String seen) {
    return request.show(
        status,
        "page/personForm",
        "people",
        new PersonForm(path, PersonFields.of(request.form()), revision, problem, seen));
  }

  private PageAnswer addNote(PageRequest request) {
    Contact contact = contact(request);
    String path = request.inBusiness("/people/" + contact.id());
    String text = PlainText.of(request.form().text("text"));
    if (text.isEmpty()) {
      return request.go(path);
    }
    contacts().addNote(request.in().id(), contact.id(), text, request.who().actor(), request.at());
    audit.note(request, "contact.note", Long.toString(contact.id()));
    return request.go(path, Flash.of("flash.note-added"));
  }

  /// Makes one contact of this one and of that whose number was typed.
  private PageAnswer merge(PageRequest request) {
    Contact kept = contact(request);
    String path = request.inBusiness("/people/" + kept.id());
    Optional<Contact> other =
        CallbackNumber.ofKeys(PlainText.of(request.form().text("number")), country(request))
            .flatMap(number -> contacts().findByNumber(request.in().id(), number))
            .filter(found -> found.id() != kept.id());
    if (other.isEmpty()) {
      return request.go(path, Flash.of("flash.person-not-found"));
    }
    long merged = other.get().id();
    contacts().merge(request.in().id(), kept.id(), merged, request.who().actor(), request.at());
    audit.note(request, "contact.merge", Long.toString(kept.id()));
    return request.go(
        path,
        Flash.of("flash.person-merged", other.get().name().orElse(""))
            .undoneBy(request.inBusiness("/people/%d/unmerge".formatted(merged)), Map.of()));
  }

  private PageAnswer unmerge(PageRequest request) {
    Contact own =
        contacts()
            .unmerge(
                request.in().id(),
                request.numberInPath("contact"),
                request.who().actor(),
                request.at());
    audit.note(request, "contact.unmerge", Long.toString(own.id()));
    return request.go(request.inBusiness("/people/" + own.id()), Flash.of("flash.person-unmerged"));
  }

  private static String country(PageRequest request) {
    BusinessLocale locale = request.site().locale(request.in());
    return locale.country();
  }

  private Contact contact(PageRequest request) {
    return contacts()
        .find(request.in().id(), request.numberInPath("contact"))
        .orElseThrow(PageProblem::unknown);
  }
}
