package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.outbound.Announcement;
import app.kolan.server.outbound.AnnouncementCall;
import app.kolan.server.outbound.CallAnswer;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseStore;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Callee;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.FreePort;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine calls people about their appointments, through the simulated carrier: what they hear,
/// what their keys do, and what is left on an answering machine.
@Tag("socket")
class AnnouncementCallsTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final PhoneNumber OURS = new PhoneNumber("+972720000002");
  private static final double IN_A_HURRY = 4;

  @TempDir private Path data;

  @Test
  void a_key_confirms_cancels_connects_or_ends_such_calls() throws Exception {
    String faults = "rest loses the answer to a new call once\nstatus callbacks are doubled";
    try (var fixture = new Fixture(data, faults)) {
      Appointment confirmed = fixture.appointment(1);
      Appointment cancelled = fixture.appointment(2);
      Appointment talked = fixture.appointment(3);
      Appointment ended = fixture.appointment(4);
      fixture.answer(1, "agent speaks within 60s\ncaller presses 1\ncall ends within 60s");
      fixture.answer(2, "agent speaks within 60s\ncaller presses 2\ncall ends within 60s");
      fixture.answer(
          3,
          """
          agent speaks within 60s
          caller presses 3
          caller waits 20s
          caller hangs up
          """);
      fixture.answer(4, "agent speaks within 60s\ncaller presses 9\ncall ends within 60s");

      // Somebody is to call her back about something else.
      PromiseStore promises = fixture.server.crm().stores().promises();
      Promise promise =
          promises.add(
              new Promise.Draft(
                  1,
                  null,
                  null,
                  number(1),
                  "the bill",
                  Instant.now().plusSeconds(3600),
                  null,
                  "agent",
                  null),
              Instant.now());

      CallOrder first = fixture.over(fixture.remind(confirmed));
      assertThat(promises.find(1, promise.id()).orElseThrow().state())
          .as("a machine that reminds is no call back")
          .isEqualTo(Promise.State.OPEN);
      assertThat(fixture.remind(confirmed).id()).as("the same reminder").isEqualTo(first.id());
      CallOrder second = fixture.over(fixture.remind(cancelled));
      CallOrder third = fixture.over(fixture.remind(talked));
      CallOrder fourth = fixture.over(fixture.remind(ended));

      assertThat(List.of(first, second, third, fourth))
          .extracting(CallOrder::result)
          .containsOnly(CallResult.TALKED);
      assertThat(List.of(first, second, third, fourth))
          .extracting(order -> order.progress().answer())
          .containsExactly(
              CallAnswer.CONFIRMED,
              CallAnswer.CANCELLED,
              CallAnswer.TALK,
              CallAnswer.NO_MORE_CALLS);
      assertThat(fixture.find(confirmed).confirmedAt()).isNotNull();
      assertThat(fixture.find(cancelled).state()).isEqualTo(Appointment.State.CANCELLED);
      assertThat(fixture.find(ended).state()).isEqualTo(Appointment.State.BOOKED);
      assertThat(fixture.server.outbound().doNotCall().sources(1, number(4)))
          .isEqualTo(Set.of(Source.PERSON));
      assertThat(fixture.said(first).getFirst())
          .contains("הממוחשב של test")
          .contains("תספורת")
          .contains("הקישו 1");
      assertThat(fixture.report(third).moments(CallMoment.StreamOpened.class))
          .as("who wants to talk is connected to the agent")
          .hasSize(1);
      CallSid talk = Objects.requireNonNull(third.call());
      assertThat(fixture.server.stores().calls().find(talk).orElseThrow().caller())
          .isEqualTo(number(3));
      assertThat(fixture.carrier.calls()).as("one call for each reminder").hasSize(4);
    }
  }

  @Test
  void a_machine_gets_the_message_after_its_tone_and_what_is_moot_is_not_called_about()
      throws Exception {
    try (var fixture = new Fixture(data, "")) {
      fixture.carrier.answerAt(
          number(1),
          Callee.answering(plan("call ends within 120s"), Duration.ofSeconds(1))
              .detectedAs("machine_end_beep", Duration.ofSeconds(4)));

      CallOrder left = fixture.over(fixture.remind(fixture.appointment(1)));

      assertThat(left.result()).isEqualTo(CallResult.MESSAGE_LEFT);
      List<String> said = fixture.said(left);
      assertThat(said.getLast()).contains("תספורת").doesNotContain("הקישו");

      Appointment moot = fixture.appointment(2);
      Appointment _ =
          fixture
              .server
              .crm()
              .stores()
              .appointments()
              .confirm(1, moot.id(), Appointment.BY_LINK, Instant.now());
      CallOrder none = fixture.over(fixture.remind(moot));
      assertThat(none.result()).isEqualTo(CallResult.CANCELLED);
      assertThat(none.attempts()).isZero();
    }
  }

  @Test
  void who_answers_while_no_agent_is_free_was_not_talked_with() throws Exception {
    try (var fixture = new Fixture(data, "", new BusinessLimits(1, BusinessLimits.UNLIMITED))) {
      fixture.answer(1, "agent speaks within 60s\ncall ends within 120s");
      var elsewhere = new CallSid("CA" + "e".repeat(32));
      var _ =
          TwilioByHand.calling(fixture.port)
              .post(TwilioPaths.INCOMING_CALL, TwilioByHand.call(elsewhere.value()));

      CallOrder none = fixture.over(fixture.talk(fixture.appointment(1)));

      assertThat(none.result()).isEqualTo(CallResult.FAILED);
      assertThat(none.problem()).contains("the agent could not talk");
      assertThat(fixture.said(none).getFirst()).contains("הממוחשב של test");
      assertThat(fixture.report(none).moments(CallMoment.StreamOpened.class)).isEmpty();
    }
  }

  private static PhoneNumber number(int person) {
    return new PhoneNumber("+97250111222" + person);
  }

  private static CallPlan plan(String script) throws Exception {
    return CallPlan.of(Script.parse(script), Sounds.NONE);
  }

  /// A server and its carrier.
  private static final class Fixture implements AutoCloseable {
    final Carrier carrier;
    final PhoneServer server;
    final int port = FreePort.find();

    Fixture(Path data, String faults) throws Exception {
      this(data, faults, BusinessLimits.NONE);
    }

    Fixture(Path data, String faults, BusinessLimits limits) throws Exception {
      carrier =
          Carrier.start(
              CarrierSettings.of(
                      TwilioByHand.ACCOUNT,
                      TwilioByHand.TOKEN,
                      URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                  .withEdge(new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + port)))
                  .withFaults(Faults.parse(faults, 1))
                  .withPace(IN_A_HURRY));
      var calling = CallingSettings.usual(QuietTimes.NONE);
      var business =
          new Business(
              Business.FIRST,
              "test",
              null,
              AnswerMode.CONVERSE,
              BusinessProfile.builder().calling(calling).limits(limits).build());
      server = Servers.forCarrier(data, port, carrier.restUrl(), business);
    }

    void answer(int person, String script) throws Exception {
      carrier.answerAt(number(person), Callee.answering(plan(script), Duration.ofSeconds(1)));
    }

    /// A person's appointment tomorrow, agreed in a call to our number.
    Appointment appointment(int person) {
      Instant now = Instant.now();
      var call = new CallSid("CA" + Integer.toString(person).repeat(32));
      server
          .stores()
          .calls()
          .addArrival(
              call,
              TwilioByHand.ACCOUNT,
              1,
              1,
              number(person),
              OURS,
              Integer.toString(person).repeat(32),
              now);
      Instant starts = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(24L + person));
      var outcome =
          server
              .crm()
              .stores()
              .appointments()
              .book(
                  new Appointment.Draft(
                      1,
                      "cut",
                      "תספורת",
                      new AppointmentTime(
                          "dana", null, starts, starts.plusSeconds(1800), starts.plusSeconds(1800)),
                      "דנה",
                      number(person),
                      null,
                      call,
                      Appointment.BY_AGENT),
                  now);
      return ((Outcome.Booked) outcome).appointment();
    }

    CallOrder remind(Appointment appointment) {
      PhoneNumber number = Objects.requireNonNull(appointment.number());
      Ordered ordered =
          server
              .outbound()
              .announce(
                  new AnnouncementCall(
                      1,
                      "appointment:" + appointment.id(),
                      CallPurpose.SERVICE,
                      number,
                      appointment.name(),
                      appointment.call(),
                      new Announcement("תזכורת: תספורת, מחר בשעה 10:00.", appointment.id()),
                      new AuditActor("kolan", null),
                      appointment.time().startsAt()));
      return ((Ordered.Taken) ordered).order();
    }

    /// A talk with whom an appointment is for.
    CallOrder talk(Appointment appointment) {
      PhoneNumber number = Objects.requireNonNull(appointment.number());
      Ordered ordered =
          server
              .outbound()
              .announce(
                  new AnnouncementCall(
                      1,
                      "talk",
                      CallPurpose.SERVICE,
                      number,
                      appointment.name(),
                      appointment.call(),
                      new Announcement("הגיע הזמן לבדיקה.", null, "Book a check-up."),
                      new AuditActor("user:7", null),
                      appointment.time().startsAt()));
      return ((Ordered.Taken) ordered).order();
    }

    Appointment find(Appointment appointment) {
      return server.crm().stores().appointments().find(1, appointment.id()).orElseThrow();
    }

    CallOrder over(CallOrder order) {
      return Await.until(
          () -> server.outbound().store().find(order.id()).orElseThrow(),
          now -> now.state() == CallOrder.State.OVER);
    }

    CallReport report(CallOrder order) throws Exception {
      return carrier.calls().stream()
          .filter(call -> call.callSid().equals(String.valueOf(order.call())))
          .findFirst()
          .orElseThrow()
          .await(Duration.ofSeconds(200));
    }

    List<String> said(CallOrder order) throws Exception {
      return report(order)
          .moments(CallMoment.SayStarted.class)
          .map(CallMoment.SayStarted::text)
          .toList();
    }

    @Override
    public void close() {
      carrier.close();
      server.close();
    }
  }
}
