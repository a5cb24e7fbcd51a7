package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.api.ContractFilter;
import app.kolan.server.api.ContractFilter.Named;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.ApiAccessTest.Rule.Place;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Role;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, over real sockets: every operation of the contract, by every kind of
/// credential, in a business of one's own and in another one, against a table that people can read.
@Tag("socket")
class ApiAccessTest {
  /// The rules: an operation, where it is, the scope that a key needs, and who may do it. `public`
  /// needs nothing, `known` any credential, `person` a session; `server` is what belongs to no
  /// business, `visible` what shows those that one may see. A key for all businesses may do what
  /// its scope says; one for a single business may there, where `key` stands. An operator may do in
  /// every business what others may in their own.
  private static final String TABLE =
      """
      getContract        public
      signIn             public
      getPasskeySignInOptions public
      signInByPasskey    public
      requestPasswordReset public
      showPasswordToken  public
      choosePassword     public
      getMe              known
      signOut            known
      changePassword     person
      listSessions       person
      endSession         person
      getSecondFactor    person
      beginTotp          person
      confirmTotp        person
      removeTotp         person
      renewRecoveryCodes person
      listPasskeys       person
      getPasskeyOptions  person
      addPasskey         person
      removePasskey      person
      getTelephone       person
      setTelephone       person
      removeTelephone    person

      listBusinesses     visible   businesses:read    operator owner staff auditor key
      addBusiness        server    businesses:write   operator
      getBusiness        business  businesses:read    operator owner staff auditor key
      updateBusiness     business  businesses:write   operator                     key
      listNumbers        business  numbers:read       operator owner staff auditor key
      setNumbers         business  numbers:write      operator
      moveNumber         business  numbers:write      operator
      changeNumber       business  numbers:write      operator
      getExamination     business  numbers:read       operator owner staff auditor key
      startExamination   business  settings:write     operator owner               key
      listTwilioAlerts   business  numbers:read       operator owner staff auditor key

      listVersions       business  settings:read      operator owner staff auditor key
      addDraft           business  settings:write     operator owner               key
      getVersion         business  settings:read      operator owner staff auditor key
      diffVersions       business  settings:read      operator owner staff auditor key
      publishVersion     business  settings:publish   operator owner               key
      archiveVersion     business  settings:write     operator owner               key

      listCalls          business  calls:read         operator owner staff auditor key
      getCall            business  calls:read         operator owner staff auditor key
      listTwilioAlertsOfCall business numbers:read     operator owner staff auditor key
      listTurns          business  transcripts:read   operator owner staff         key
      getTimeline        business  calls:read         operator owner staff auditor key
      getLead            business  transcripts:read   operator owner staff         key
      listSummaries      business  transcripts:read   operator owner staff         key
      listRecordings     business  calls:read         operator owner staff auditor key
      getCallSound       business  recordings:read    operator owner staff         key
      getTurnSound       business  recordings:read    operator owner staff         key
      getRecordingSound  business  recordings:read    operator owner staff         key
      addCallHint        business  calls:write        operator owner staff         key
      transferCall       business  calls:write        operator owner staff         key
      hangUpCall         business  calls:write        operator owner staff         key
      listLeads          business  transcripts:read   operator owner staff         key
      watchBusiness      business  events:read        operator owner staff         key
      watchAll           visible   events:read        operator owner staff         key

      exportLeads        business  transcripts:read   operator owner staff         key
      getWorkedLead      business  transcripts:read   operator owner staff         key
      updateLead         business  leads:write        operator owner staff         key
      getLeadTimeline    business  transcripts:read   operator owner staff         key
      addLeadNote        business  leads:write        operator owner staff         key
      listContacts       business  contacts:read      operator owner staff         key
      addContact         business  contacts:write     operator owner staff         key
      exportContacts     business  contacts:read      operator owner staff         key
      importContactsCsv  business  contacts:write     operator owner staff         key
      importContactsVcard business contacts:write     operator owner staff         key
      getContact         business  contacts:read      operator owner staff         key
      updateContact      business  contacts:write     operator owner staff         key
      getContactTimeline business  contacts:read      operator owner staff         key
      addContactNote     business  contacts:write     operator owner staff         key
      mergeContact       business  contacts:write     operator owner staff         key
      unmergeContact     business  contacts:write     operator owner staff         key
      listPromises       business  transcripts:read   operator owner staff         key
      addPromise         business  leads:write        operator owner staff         key
      getPromise         business  transcripts:read   operator owner staff         key
      updatePromise      business  leads:write        operator owner staff         key
      noteCallBack       business  leads:write        operator owner staff         key
      listServices       business  appointments:read  operator owner staff         key
      listSlots          business  appointments:read  operator owner staff         key
      listAppointments   business  appointments:read  operator owner staff         key
      addAppointment     business  appointments:write operator owner staff         key
      getAppointment     business  appointments:read  operator owner staff         key
      updateAppointment  business  appointments:write operator owner staff         key
      listCalendarFeeds  business  appointments:read  operator owner staff         key
      addCalendarFeed    business  appointments:write operator owner staff         key
      removeCalendarFeed business  appointments:write operator owner staff         key
      listCalendarLinks  business  appointments:read  operator owner staff         key
      bindCalendar       business  settings:publish   operator owner                key
      testCalendarLink   business  settings:publish   operator owner                key
      unbindCalendar     business  settings:publish   operator owner                key
      listWaiting        business  appointments:read  operator owner staff         key
      addWaiting         business  appointments:write operator owner staff         key
      removeWaiting      business  appointments:write operator owner staff         key
      callBack           business  calls:place        operator owner staff         key
      listOutgoingCalls  business  calls:read         operator owner staff auditor key
      getOutgoingCallSound business recordings:read   operator owner staff         key
      getOutgoingCall    business  calls:read         operator owner staff auditor key
      cancelOutgoingCall business  calls:place        operator owner staff         key
      listCampaigns      business  calls:read         operator owner staff auditor key
      makeCampaign       business  calls:place        operator owner staff         key
      getCampaign        business  calls:read         operator owner staff auditor key
      changeCampaign     business  calls:place        operator owner staff         key
      changeCampaignBounds business calls:place       operator owner staff         key
      listCampaignRows   business  contacts:read      operator owner staff         key
      addDoNotCall       business  contacts:write     operator owner staff         key
      getDoNotCall       business  contacts:read      operator owner staff         key
      listKnowledge      business  knowledge:read     operator owner staff auditor key
      addKnowledge       business  knowledge:write    operator owner staff         key
      addKnowledgeFile   business  knowledge:write    operator owner staff         key
      searchKnowledge    business  knowledge:read     operator owner staff auditor key
      getKnowledge       business  knowledge:read     operator owner staff auditor key
      updateKnowledge    business  knowledge:write    operator owner staff         key
      removeKnowledge    business  knowledge:write    operator owner staff         key
      listQuestions      business  transcripts:read   operator owner staff         key
      answerQuestion     business  knowledge:write    operator owner staff         key
      dismissQuestion    business  knowledge:write    operator owner staff         key
      getUsage           business  usage:read         operator owner       auditor key
      listSounds         business  settings:read      operator owner staff auditor key
      getSound           business  settings:read      operator owner staff auditor key
      setSound           business  settings:publish   operator owner               key
      removeSound        business  settings:publish   operator owner               key
      renderSound        business  settings:publish   operator owner               key
      search             business  transcripts:read   operator owner staff         key

      listAlerts         business  alerts:read        operator owner staff auditor key
      getAlert           business  alerts:read        operator owner staff auditor key
      sendAlertAgain     business  alerts:write       operator owner               key
      testAlerts         business  alerts:write       operator owner               key
      replayAlerts       business  alerts:write       operator owner               key
      replaySummaries    business  alerts:write       operator owner               key
      listAlertRules     business  alerts:read        operator owner staff auditor key
      addErasure         business  persons:erase      operator owner               key
      listErasures       business  privacy:read       operator owner       auditor key
      getErasure         business  privacy:read       operator owner       auditor key
      exportPerson       business  persons:export     operator owner               key
      listHolds          business  privacy:read       operator owner       auditor key
      addHold            business  holds:write        operator owner               key
      liftHold           business  holds:write        operator owner               key
      getRetention       business  privacy:read       operator owner       auditor key
      listRetentionRuns  business  privacy:read       operator owner       auditor key
      addRetentionRun    business  persons:erase      operator owner               key
      getRetentionRun    business  privacy:read       operator owner       auditor key

      listMembers        business  users:read         operator owner       auditor key
      addMember          business  users:write        operator owner               key
      setMemberRole      business  users:write        operator owner               key
      removeMember       business  users:write        operator owner               key
      listBusinessKeys   business  keys:read          operator owner       auditor key
      addBusinessKey     business  keys:write         operator owner               key
      revokeBusinessKey  business  keys:write         operator owner               key
      listBusinessAudit  business  audit:read         operator owner       auditor key

      listAccounts       server    accounts:read      operator
      setAccount         server    accounts:write     operator
      removeAccount      server    accounts:write     operator
      checkAccount       server    accounts:write     operator
      listUsers          server    users:read         operator
      addUser            server    users:write        operator
      getUser            server    users:read         operator
      updateUser         server    users:write        operator
      removeUser         server    users:write        operator
      inviteUserAgain    server    users:write        operator
      resetUser          server    users:write        operator
      listKeys           server    keys:read          operator
      addKey             server    keys:write         operator
      revokeKey          server    keys:write         operator
      listAudit          server    audit:read         operator
      """;

  private static final Map<String, Rule> RULES =
      TABLE
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> Arrays.asList(line.strip().split(" +")))
          .collect(Collectors.toMap(List::getFirst, Rule::of));

  private static final String PASSWORD = "four plain dull words";
  private static final String OWN = "clinic";
  private static final String FOREIGN = "garage";

  @TempDir private Path data;
  private ApiByHand api;
  private long clinic;

  @BeforeEach
  void start() throws Exception {
    api = ApiByHand.start(data);
    clinic = api.business(OWN, "+97231111111");
    api.business(FOREIGN, "+97232222222");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /// A line of the table.
  record Rule(Place place, @Nullable Permission scope, Set<String> who) {
    enum Place {
      PUBLIC,
      KNOWN,
      PERSON,
      SERVER,
      VISIBLE,
      BUSINESS
    }

    static Rule of(List<String> words) {
      return new Rule(
          Place.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
          words.size() < 3 ? null : Permission.ofScope(words.get(2)).orElseThrow(),
          Set.copyOf(words.subList(Math.min(3, words.size()), words.size())));
    }

    Answer expected(Shown shown, String business) {
      if (place == Place.PUBLIC) {
        return Answer.ADMITTED;
      }
      return switch (shown) {
        case Shown.Nothing _ -> Answer.NOT_KNOWN;
        case Shown.Person(var role) -> ofPerson(role, business);
        case Shown.Key(var own, var has) -> ofKey(own, has, business);
      };
    }

    private Answer ofPerson(String role, String business) {
      boolean operator = role.equals("operator");
      return switch (place) {
        case PUBLIC, KNOWN, PERSON -> Answer.ADMITTED;
        case SERVER, VISIBLE -> who.contains(role) ? Answer.ADMITTED : Answer.FORBIDDEN;
        case BUSINESS ->
            !operator && (business.equals(FOREIGN) || role.equals("nobody"))
                ? Answer.NO_SUCH_BUSINESS
                : who.contains(role) ? Answer.ADMITTED : Answer.FORBIDDEN;
      };
    }

    private Answer ofKey(boolean own, Set<Permission> has, String business) {
      boolean enough = scope != null && has.contains(scope) && (!own || who.contains("key"));
      return switch (place) {
        case PUBLIC, KNOWN -> Answer.ADMITTED;
        case PERSON -> Answer.FORBIDDEN;
        case SERVER, VISIBLE -> enough ? Answer.ADMITTED : Answer.FORBIDDEN;
        case BUSINESS ->
            own && business.equals(FOREIGN)
                ? Answer.NO_SUCH_BUSINESS
                : enough ? Answer.ADMITTED : Answer.FORBIDDEN;
      };
    }
  }

  /// What somebody shows.
  sealed interface Shown {
    /// Nothing that is good for anything.
    record Nothing(String why) implements Shown {}

    /// A session of somebody with this role in his own business.
    record Person(String role) implements Shown {}

    /// A key of some scopes, for all businesses or for one's own.
    record Key(boolean own, Set<Permission> scopes) implements Shown {
      public Key {
        scopes = Set.copyOf(scopes);
      }
    }
  }

  /// How the API answers, whatever it answers once somebody may.
  enum Answer {
    /// Of requests, so that nothing is known of it.
    TOO_MANY,
    ADMITTED,
    FORBIDDEN,
    NO_SUCH_BUSINESS,
    NOT_KNOWN
  }

  @Test
  void every_operation_has_its_rule() {
    assertThat(ContractFilter.operations())
        .as("write a new operation's rule into the table")
        .extracting(Named::id)
        .containsExactlyInAnyOrderElementsOf(RULES.keySet());
  }

  @Test
  void who_shows_nothing_that_is_good_does_nothing() throws Exception {
    judge(new Shown.Nothing("no credential"), "");
    judge(new Shown.Nothing("no key of ours"), "kolan_0123456789_" + "a".repeat(32));
    judge(new Shown.Nothing("no session of ours"), "a".repeat(43));
    judge(new Shown.Nothing("an expired key"), expiredKey());
    judge(new Shown.Nothing("a revoked key"), revokedKey());
    String ended = session("ended", true, Map.of());
    api.credential = ended;
    assertThat(api.send("DELETE", "/sessions/current").statusCode()).isEqualTo(204);
    judge(new Shown.Nothing("a session that was ended"), ended);
  }

  @Test
  void a_person_does_what_his_role_allows_where_he_has_it() throws Exception {
    judge(new Shown.Person("operator"), session("operator", true, Map.of()));
    for (Role role : List.of(Role.OWNER, Role.STAFF, Role.AUDITOR)) {
      String name = role.name().toLowerCase(Locale.ROOT);
      judge(new Shown.Person(name), session(name, false, Map.of(clinic, role)));
    }
    judge(new Shown.Person("nobody"), session("nobody", false, Map.of()));
  }

  @Test
  void a_key_does_what_its_scope_allows_where_it_is_for() throws Exception {
    Set<Permission> all = Set.of(Permission.values());
    judgeKeys(all, rule -> rule.scope() == null);
    for (Permission scope : all) {
      judgeKeys(Set.of(scope), rule -> rule.scope() == scope);
      Set<Permission> others = new HashSet<>(all);
      others.remove(scope);
      judgeKeys(others, rule -> rule.scope() == scope);
    }
  }

  /// Tries some operations with a key for all businesses and with one of one's own.
  private void judgeKeys(Set<Permission> scopes, Predicate<Rule> which) throws Exception {
    judge(new Shown.Key(false, scopes), () -> api.key(null, scopes), which);
    judge(new Shown.Key(true, scopes), () -> api.key(clinic, scopes), which);
  }

  private void judge(Shown shown, String credential) throws Exception {
    judge(shown, () -> credential, _ -> true);
  }

  /// Tries operations with a credential, the one that ends a session last.
  ///
  /// @param credentials another one each time, if there can be; an operation that the limit of
  ///   requests keeps out is tried again with the next
  /// @param which of the operations
  private void judge(Shown shown, Supplier<String> credentials, Predicate<Rule> which)
      throws Exception {
    api.credential = credentials.get();
    List<Named> operations = new ArrayList<>(ContractFilter.operations());
    operations.sort((a, b) -> Boolean.compare(a.id().equals("signOut"), b.id().equals("signOut")));
    var wrong = new ArrayList<String>();
    for (Named operation : operations) {
      Rule rule = RULES.get(operation.id());
      if (rule == null || !which.test(rule)) {
        continue; // that there is none, another test complains of
      }
      for (String business : rule.place() == Place.BUSINESS ? List.of(OWN, FOREIGN) : List.of("")) {
        Answer answer = answer(operation, business, credentials);
        if (answer != rule.expected(shown, business)) {
          wrong.add(
              "%s in %s: %s, not %s"
                  .formatted(operation.id(), business, answer, rule.expected(shown, business)));
        }
      }
    }
    assertThat(wrong).as(shown.toString()).isEmpty();
  }

  /// The same when the limit of requests lets it in, which more operations than its burst need.
  private Answer answer(Named operation, String business, Supplier<String> credentials) {
    Answer first = asked(operation, business);
    if (first != Answer.TOO_MANY) {
      return first;
    }
    api.credential = credentials.get();
    return Await.until(() -> asked(operation, business), answer -> answer != Answer.TOO_MANY);
  }

  /// Asks for what is not there, by a body that nobody takes, so that nothing is changed by who
  /// may.
  private Answer asked(Named operation, String business) {
    try {
      return ask(operation, business);
    } catch (Exception e) {
      throw new IllegalStateException(operation.id() + " could not be asked", e);
    }
  }

  private Answer ask(Named operation, String business) throws Exception {
    String path =
        operation
            .path()
            .replace("{business}", business)
            .replace("{call}", ApiByHand.CALL)
            .replace("{recording}", "RE" + "1".repeat(32))
            .replace("{account}", "AC" + "9".repeat(32))
            .replaceAll("\\{\\w+}", "999999");
    var condition = Map.of("If-Match", "\"r0\"");
    if (operation.isStream()) {
      HttpResponse<InputStream> stream = api.open(path, condition);
      try (InputStream body = stream.body()) {
        return answerOf(
            operation,
            stream.statusCode(),
            stream.statusCode() == 200
                ? ""
                : new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    boolean read = operation.method().equals("GET");
    HttpResponse<String> answer =
        api.send(
            operation.method(),
            path,
            read ? null : "application/json",
            read ? null : "[]",
            condition);
    return answerOf(operation, answer.statusCode(), answer.body());
  }

  private static Answer answerOf(Named operation, int status, String body) {
    assertThat(status).as("%s: %s", operation.id(), body).isLessThan(500);
    return switch (status) {
      case 429 -> Answer.TOO_MANY;
      case 401 -> operation.id().equals("signIn") ? Answer.ADMITTED : Answer.NOT_KNOWN;
      case 403 -> Answer.FORBIDDEN;
      case 404 ->
          body.contains("\"There is no such business.\"")
              ? Answer.NO_SUCH_BUSINESS
              : Answer.ADMITTED;
      default -> Answer.ADMITTED;
    };
  }

  private String session(String name, boolean operator, Map<Long, Role> roles) throws Exception {
    var email = EmailAddress.of(name + "@example.com");
    api.server.identity().users().add(email, name, operator, roles, PASSWORD, AuditActor.COMMAND);
    api.credential = "";
    HttpResponse<String> answer =
        api.send(
            "POST",
            "/sessions",
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email.value(), PASSWORD));
    return ApiByHand.JSON.readTree(answer.body()).path("token").asText();
  }

  private String revokedKey() {
    var keys = api.server.identity().keys();
    var made = keys.add("revoked", null, Set.of(Permission.values()), null, AuditActor.COMMAND);
    keys.revoke(made.key().id(), AuditActor.COMMAND);
    return made.text().value();
  }

  /// A key that was good for a moment.
  private String expiredKey() {
    Instant end = Instant.now().plus(Duration.ofMillis(50));
    var made =
        api.server
            .identity()
            .keys()
            .add("expired", null, Set.of(Permission.values()), end, AuditActor.COMMAND);
    String text = made.text().value();
    var authenticator = api.server.identity().authenticator();
    Await.until("the end of a key", () -> authenticator.ofKey(text).isEmpty());
    return text;
  }
}
