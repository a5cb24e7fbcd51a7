package app.kolan.server.bootstrap;

import app.kolan.server.Await;
import app.kolan.server.identity.Role;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A server with a console, and the owner of a business who is signed in. It is a clinic, beside
/// which there is a garage, unless the tests have other businesses.
abstract class ConsolePagesFixture {
  static final PhoneNumber CLINIC = new PhoneNumber("+97231111111");
  static final PhoneNumber DANA = new PhoneNumber("+972501234567");

  @TempDir Path data;
  ApiByHand api;
  ConsoleByHand console;
  Stores stores;
  long clinic;
  long garage;

  @BeforeEach
  void start() throws Exception {
    api = open();
    stores = api.server.stores();
    console = new ConsoleByHand(api.server);
    clinic = addBusinesses();
    console.user("owner@example.com", false, Map.of(clinic, Role.OWNER));
    console.signIn("owner@example.com");
  }

  ApiByHand open() throws Exception {
    return ApiByHand.start(data);
  }

  /// Adds the businesses of the tests.
  ///
  /// @return the one of the owner
  long addBusinesses() throws Exception {
    long added = api.business("clinic", CLINIC.value());
    garage = api.business("garage", "+97232222222");
    return added;
  }

  @AfterEach
  void stop() throws Exception {
    console.close();
    api.close();
  }

  /// A call of Dana's to the clinic, a minute before that of the number below.
  CallSid call(int number, CallOutcome outcome) {
    return call(number, clinic, DANA, outcome);
  }

  CallSid call(int number, long business, PhoneNumber caller, CallOutcome outcome) {
    var sid = new CallSid("CA%032d".formatted(number));
    Instant at = Instant.now().minusSeconds(60L * number);
    stores
        .calls()
        .addArrival(sid, TwilioByHand.ACCOUNT, business, 1, caller, CLINIC, "t" + number, at);
    if (outcome != CallOutcome.OPEN) {
      stores.calls().settle(sid, outcome, null, at.plusSeconds(30));
    }
    return sid;
  }

  CallSid lead(int number, String subject, String name) {
    CallSid sid = call(number, clinic, DANA, CallOutcome.FINISHED);
    stores
        .leads()
        .save(
            new Lead(
                sid,
                clinic,
                DANA,
                DANA,
                null,
                null,
                null,
                LeadState.COMPLETE,
                Instant.now(),
                subject,
                name));
    // What follows a call changes its lead, too.
    Await.until(
        "the call is followed up",
        () -> work(sid).contact() != null && stores.afterCalls().isDone(sid));
    return sid;
  }

  void say(CallSid call, Speaker speaker, String words, @Nullable String file) {
    stores
        .turns()
        .add(
            new NewTurn(
                call,
                speaker,
                "x",
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                speaker == Speaker.AGENT,
                null,
                file,
                words));
  }

  LeadWork work(CallSid call) {
    return stores.crm().leads().find(clinic, call).orElseThrow().work();
  }

  List<String> audited() throws Exception {
    return audited("clinic");
  }

  List<String> audited(String business) throws Exception {
    var entries = new ArrayList<String>();
    for (JsonNode entry :
        api.get("/businesses/%s/audit?limit=200".formatted(business)).path("items")) {
      entries.add(entry.path("action").asText() + " " + entry.path("subject").asText());
    }
    return entries;
  }
}
