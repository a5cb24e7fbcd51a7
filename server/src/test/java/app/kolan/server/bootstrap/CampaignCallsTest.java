package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignFile;
import app.kolan.server.campaign.CampaignPlan;
import app.kolan.server.campaign.CampaignPlan.Caps;
import app.kolan.server.campaign.CampaignPlan.Pace;
import app.kolan.server.campaign.CampaignPlan.Retries;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignRowResult;
import app.kolan.server.campaign.Campaigns;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrderUpdate;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseStore;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.Callee;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.DialOutcome;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People of a file are called through the simulated carrier, and who was promised it is called
/// back: what they hear, and what the store keeps of it.
@Tag("socket")
class CampaignCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final PhoneNumber OURS = new PhoneNumber("+972720000002");
  private static final AuditActor ACTOR = new AuditActor("user:7", null);
  private static final double IN_A_HURRY = 4;

  @TempDir private Path data;

  @Test
  void people_are_called_as_often_as_may_be_through_faults_and_a_restart() throws Exception {
    String faults =
        "rest loses the answer to a new call once\nwebhook /webhook/outgoing_call is sent twice once";
    try (var fixture = new Fixture(data, faults)) {
      fixture.answer(1, "agent speaks within 60s\ncaller presses 9\ncall ends within 60s");
      fixture.carrier.answerAt(
          number(2),
          Callee.answering(plan("call ends within 120s"), Duration.ofSeconds(1))
              .detectedAs("machine_end_beep", Duration.ofSeconds(4)));
      fixture.carrier.answerAt(
          number(3), Callee.answering(plan("caller hangs up")).with(new DialOutcome.Busy()));
      fixture
          .server
          .outbound()
          .doNotCall()
          .add(1, List.of(number(4)), Source.PERSON, "user:7", Instant.now());
      String csv =
          "number,name\n%s,דנה\n%s,רות\n%s,נועה\n%s,גיל\nabc,x\n%s,שוב\n+12125550100,Joe\n"
              .formatted(given(1), given(2), given(3), given(4), given(1));

      Campaign campaign = fixture.make(csv, null, false);
      assertThat(fixture.carrier.calls()).as("a draft calls nobody").isEmpty();
      assertThat(fixture.campaigns().start(campaign, ACTOR)).isTrue();
      fixture.until(
          campaign, 4, row -> row.state() == CampaignRow.State.WAITING && row.attempts() == 1);
      // What a carrier tells a server that is down is not told again.
      Await.until(
          "no call is under way",
          () ->
              fixture.rows(campaign).stream()
                  .noneMatch(row -> row.state() == CampaignRow.State.ORDERED));

      fixture.restart();
      fixture.bringForward(campaign, 4);
      Await.until("it is finished", () -> fixture.state(campaign) == Campaign.State.FINISHED);

      List<CampaignRow> rows = fixture.rows(campaign);
      assertThat(rows)
          .extracting(CampaignRow::result)
          .containsExactly(
              CampaignRowResult.TALKED,
              CampaignRowResult.MESSAGE_LEFT,
              CampaignRowResult.BUSY,
              CampaignRowResult.REFUSED,
              CampaignRowResult.REFUSED,
              CampaignRowResult.REFUSED,
              CampaignRowResult.REFUSED);
      assertThat(rows)
          .extracting(CampaignRow::reason)
          .containsExactly(null, null, null, "do-not-call", "number", "double", "country");
      assertThat(rows).extracting(CampaignRow::attempts).containsExactly(1, 1, 2, 0, 0, 0, 0);
      assertThat(fixture.carrier.calls()).as("nobody was called twice by a fault").hasSize(4);
      assertThat(fixture.said(number(1))).contains("הממוחשב של test").contains("דנה");

      Campaigns.Made same =
          fixture
              .campaigns()
              .make(1, plan((Integer) null), CampaignFile.read(csv, "IL"), false, ACTOR);
      assertThat(same).isInstanceOf(Campaigns.Made.Before.class);
    }
  }

  @Test
  void a_wish_said_in_a_call_and_a_cap_hold_and_who_was_promised_it_is_called_back()
      throws Exception {
    try (var fixture = new Fixture(data, "status callbacks are doubled")) {
      fixture.answer(1, "agent speaks within 60s\ncaller presses 9\ncall ends within 60s");
      fixture.answer(2, "agent speaks within 60s\ncaller waits 2s\ncaller hangs up");
      fixture.answer(
          5,
          """
          agent speaks within 60s
          caller waits 30s
          caller hangs up
          """);
      Campaign first = fixture.make("number\n%s\n".formatted(given(1)), null, false);
      assertThat(fixture.campaigns().start(first, ACTOR)).isTrue();
      Await.until("it is finished", () -> fixture.state(first) == Campaign.State.FINISHED);
      assertThat(fixture.rows(first))
          .extracting(CampaignRow::result)
          .containsExactly(CampaignRowResult.TALKED);

      Promise promise = fixture.promise(5, Duration.ofMinutes(2));
      Promise kept = fixture.promise(6, Duration.ofMinutes(2));
      Promise _ = fixture.promises().keep(1, kept.id(), "user:7", Instant.now());
      Campaign capped =
          fixture.make("number\n%s\n%s\n%s\n".formatted(given(1), given(2), given(3)), 1, true);
      assertThat(fixture.campaigns().start(capped, ACTOR)).isTrue();

      Await.until("the cap is reached", () -> fixture.state(capped) == Campaign.State.PAUSED);
      assertThat(fixture.campaigns().store().find(1, capped.id()).orElseThrow().pausedFor())
          .isEqualTo("minutes");
      assertThat(fixture.rows(capped))
          .extracting(CampaignRow::reason)
          .first()
          .as("he has said in the first call that he wants no other")
          .isEqualTo("do-not-call");
      assertThat(fixture.rows(capped).get(1).result()).isEqualTo(CampaignRowResult.TALKED);
      assertThat(fixture.rows(capped).get(2).state()).isEqualTo(CampaignRow.State.WAITING);
      assertThat(fixture.campaigns().cancel(capped, ACTOR)).isTrue();
      assertThat(fixture.rows(capped).get(2).result()).isEqualTo(CampaignRowResult.CANCELLED);

      CallOrder called =
          Await.until(
              () ->
                  fixture.orders().stream()
                      .filter(order -> order.what().number().equals(number(5)))
                      .findFirst()
                      .orElse(null),
              order -> order != null && order.state() == CallOrder.State.OVER);
      assertThat(called.isTalk()).isTrue();
      assertThat(fixture.promises().find(1, promise.id()).orElseThrow().state())
          .isEqualTo(Promise.State.KEPT);
      assertThat(fixture.said(number(5))).contains("כפי שביקשתם");
      assertThat(fixture.orders())
          .as("a promise that was kept is nothing to call about")
          .noneMatch(order -> order.what().number().equals(number(6)));
    }
  }

  @Test
  void who_pauses_a_campaign_takes_back_the_calls_that_wait_and_who_resumes_it_has_them_placed()
      throws Exception {
    // So slow that the call that comes first lasts until the test has done all that it does
    // meanwhile, on a loaded machine, too. Orders that are due together are placed in any order.
    try (var fixture = new Fixture(data, "", 1, 2)) {
      for (int person = 1; person <= 3; person++) {
        fixture.carrier.answerAt(
            number(person),
            Callee.answering(
                plan(
                    "agent speaks within 60s\ncaller waits 15s\ncaller presses 5\n"
                        + "call ends within 120s"),
                Duration.ofSeconds(25)));
      }
      Campaign campaign =
          fixture.make("number\n%s\n%s\n%s\n".formatted(given(1), given(2), given(3)), null, false);
      assertThat(fixture.campaigns().pause(campaign, ACTOR)).as("a draft").isFalse();
      assertThat(fixture.campaigns().start(campaign, ACTOR)).isTrue();
      Await.until("one of them is rung", () -> !fixture.carrier.calls().isEmpty());
      int rung = fixture.lineRung(campaign);
      List<Integer> others =
          IntStream.rangeClosed(2, 4).filter(line -> line != rung).boxed().toList();
      int waits = others.getFirst();
      int unwanted = others.getLast();
      fixture.answer(waits - 1, "agent speaks within 60s\ncaller hangs up");
      fixture.until(campaign, unwanted, row -> isOrdered(row));
      fixture.refuse(campaign, unwanted, "no-public-url");
      Await.until("it is paused", () -> fixture.state(campaign) == Campaign.State.PAUSED);
      assertThat(fixture.campaigns().store().find(1, campaign.id()).orElseThrow().pausedFor())
          .as("it holds for every call")
          .isEqualTo("no-public-url");
      assertThat(fixture.row(campaign, unwanted).state()).isEqualTo(CampaignRow.State.WAITING);

      assertThat(fixture.campaigns().start(campaign, ACTOR)).isTrue();
      fixture.until(campaign, unwanted, row -> isOrdered(row));
      fixture.until(campaign, waits, row -> isOrdered(row));
      String order = Objects.requireNonNull(fixture.row(campaign, unwanted).order());
      assertThat(fixture.server.outbound().store().cancel(1, order, Instant.now())).isTrue();
      assertThat(fixture.campaigns().pause(campaign, ACTOR)).isTrue();
      assertThat(fixture.campaigns().pause(campaign, ACTOR)).isFalse();

      fixture.until(
          campaign, waits, row -> row.state() == CampaignRow.State.WAITING && row.result() == null);
      fixture.until(campaign, unwanted, row -> row.result() == CampaignRowResult.CANCELLED);
      fixture.until(campaign, rung, row -> row.result() == CampaignRowResult.TALKED);
      assertThat(fixture.state(campaign)).isEqualTo(Campaign.State.PAUSED);
      assertThat(fixture.campaigns().store().find(1, campaign.id()).orElseThrow().pausedFor())
          .as("somebody has paused it")
          .isNull();
      assertThat(fixture.carrier.calls()).as("a call under way goes on, and no other").hasSize(1);

      assertThat(fixture.campaigns().start(campaign, ACTOR)).isTrue();
      Await.until("it is finished", () -> fixture.state(campaign) == Campaign.State.FINISHED);
      assertThat(fixture.row(campaign, rung).result()).isEqualTo(CampaignRowResult.TALKED);
      assertThat(fixture.row(campaign, waits).result()).isEqualTo(CampaignRowResult.TALKED);
      assertThat(fixture.row(campaign, unwanted).result())
          .as("the one whose call was taken back by itself is not called")
          .isEqualTo(CampaignRowResult.CANCELLED);
      assertThat(fixture.carrier.calls()).hasSize(2);
    }
  }

  /// Not only taken to be ordered.
  @Test
  void who_answered_while_no_agent_was_free_is_called_again() throws Exception {
    try (var fixture = new Fixture(data, "")) {
      fixture.answer(1, "agent speaks within 60s\ncaller waits 20s\ncaller hangs up");
      Campaign campaign = fixture.make("number\n%s\n".formatted(given(1)), null, false);
      assertThat(fixture.campaigns().start(campaign, ACTOR)).isTrue();
      CallOrder placed =
          Await.until(
              () -> fixture.orders().stream().findFirst().orElse(null),
              order -> order != null && order.call() != null);
      Instant now = Instant.now();
      var _ =
          fixture
              .server
              .outbound()
              .store()
              .told(
                  placed.id(),
                  Objects.requireNonNull(placed.call()),
                  new CallOrderUpdate.Rejected(),
                  Duration.ofMinutes(1),
                  now.plus(Duration.ofMinutes(1)),
                  now);

      fixture.until(campaign, 2, row -> row.attempts() == 1);

      assertThat(fixture.row(campaign, 2).result()).isEqualTo(CampaignRowResult.FAILED);
      assertThat(fixture.row(campaign, 2).state()).isEqualTo(CampaignRow.State.WAITING);
    }
  }

  private static boolean isOrdered(CampaignRow row) {
    return row.state() == CampaignRow.State.ORDERED && row.order() != null;
  }

  private static PhoneNumber number(int person) {
    return new PhoneNumber("+97250111222" + person);
  }

  private static String given(int person) {
    return number(person).value();
  }

  private static CallPlan plan(String script) throws Exception {
    return CallPlan.of(Script.parse(script), Sounds.NONE);
  }

  private static CampaignPlan plan(@Nullable Integer minutes) {
    return new CampaignPlan(
        "yearly",
        CallPurpose.SERVICE,
        minutes == null ? "שלום {name}, הגיע הזמן לבדיקה השנתית." : "הגיע הזמן לבדיקה השנתית.",
        null,
        new Pace(3, 60),
        new Retries(2, Duration.ofMinutes(1), Duration.ofMinutes(1), null),
        List.of(),
        new Caps(minutes, null));
  }

  /// A server and its carrier.
  private static final class Fixture implements AutoCloseable {
    private final Path data;
    private final int callsAtOnce;
    private final int port = FreePort.find();
    final Carrier carrier;
    PhoneServer server;

    Fixture(Path data, String faults) throws Exception {
      this(data, faults, 3, IN_A_HURRY);
    }

    /// @param callsAtOnce how many the business allows
    /// @param pace how many seconds of a call pass in one
    Fixture(Path data, String faults, int callsAtOnce, double pace) throws Exception {
      this.data = data;
      this.callsAtOnce = callsAtOnce;
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                  .withFaults(Faults.parse(faults, 1))
                  .withPace(pace));
      server = start();
    }

    private PhoneServer start() throws Exception {
      var calling =
          new CallingSettings(
              null,
              OURS,
              Set.of("IL"),
              QuietTimes.NONE,
              callsAtOnce,
              200,
              null,
              CallingSettings.USUAL_COST,
              false,
              true);
      return Servers.forCarrier(
          data,
          port,
          carrier.restUrl(),
          new Business(
              Business.FIRST,
              "test",
              null,
              AnswerMode.CONVERSE,
              BusinessProfile.builder().calling(calling).build()));
    }

    void restart() throws Exception {
      server.close();
      server = start();
    }

    Campaigns campaigns() {
      return server.campaigns();
    }

    void answer(int person, String script) throws Exception {
      carrier.answerAt(number(person), Callee.answering(plan(script), Duration.ofSeconds(1)));
    }

    Campaign make(String csv, @Nullable Integer minutes, boolean again) {
      var made =
          campaigns()
              .make(
                  1,
                  csv.startsWith("number,name")
                      ? plan((Integer) null)
                      : plan(minutes == null ? 99 : minutes),
                  CampaignFile.read(csv, "IL"),
                  again,
                  ACTOR);
      return ((Campaigns.Made.Draft) made).campaign();
    }

    Campaign.State state(Campaign campaign) {
      return campaigns().store().find(1, campaign.id()).orElseThrow().state();
    }

    List<CampaignRow> rows(Campaign campaign) {
      return campaigns().store().rows(campaign.id(), 0, 99);
    }

    CampaignRow row(Campaign campaign, int line) {
      return rows(campaign).stream().filter(row -> row.place() == line).findFirst().orElseThrow();
    }

    /// The line of the only one who is being called.
    int lineRung(Campaign campaign) {
      CallOrder placed =
          Await.until(
              () ->
                  orders().stream().filter(order -> order.call() != null).findFirst().orElse(null),
              Objects::nonNull);
      return rows(campaign).stream()
          .filter(row -> placed.what().number().equals(row.number()))
          .findFirst()
          .orElseThrow()
          .place();
    }

    void until(Campaign campaign, int line, Predicate<CampaignRow> holds) {
      CampaignRow _ = Await.until(() -> row(campaign, line), holds);
    }

    /// As if something was in the way of a call when it was to be placed.
    void refuse(Campaign campaign, int line, String word) {
      var orders = server.outbound().store();
      CallOrder order =
          orders.find(Objects.requireNonNull(row(campaign, line).order())).orElseThrow();
      assertThat(orders.settle(order, CallResult.REFUSED, word, Instant.now())).isTrue();
    }

    /// As if the pause before the next attempt was over.
    void bringForward(Campaign campaign, int line) {
      CampaignRow row = row(campaign, line);
      var due =
          new CampaignRow(
              row.campaign(),
              row.place(),
              row.given(),
              row.number(),
              row.fields(),
              row.state(),
              row.tries(),
              row.attempts(),
              Instant.now(),
              row.orderedAt(),
              row.order(),
              row.result(),
              row.reason(),
              row.seconds(),
              row.cost());
      assertThat(campaigns().store().settle(row, due)).isTrue();
    }

    PromiseStore promises() {
      return server.crm().stores().promises();
    }

    Promise promise(int person, Duration in) {
      Instant now = Instant.now();
      return promises()
          .add(
              new Promise.Draft(
                  1, null, null, number(person), "the boiler", now.plus(in), null, "agent", null),
              now);
    }

    List<CallOrder> orders() {
      return server.outbound().store().find(1, null, PagePosition.NEWEST, 99);
    }

    String said(PhoneNumber number) throws Exception {
      CallOrder order =
          orders().stream()
              .filter(each -> each.what().number().equals(number))
              .findFirst()
              .orElseThrow();
      return carrier.calls().stream()
          .filter(call -> call.callSid().equals(String.valueOf(order.call())))
          .findFirst()
          .orElseThrow()
          .await(Duration.ofSeconds(200))
          .moments(CallMoment.SayStarted.class)
          .map(CallMoment.SayStarted::text)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
