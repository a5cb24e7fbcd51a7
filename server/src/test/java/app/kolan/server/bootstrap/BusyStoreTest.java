package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers are answered while the store is not.
@Tag("socket")
class BusyStoreTest {
  private static final CallSid CALL = new CallSid("CA22222222222222222222222222222222");
  private static final CallSid OTHER = new CallSid("CA33333333333333333333333333333333");

  @TempDir private Path data;

  @Test
  void while_another_program_holds_the_lock_callers_are_asked_for_a_message() throws Exception {
    try (PhoneServer server = Servers.behindProxy(data)) {
      var twilio = TwilioByHand.calling(server.port());
      try (Connection lock = lock()) {
        isRecording(post(twilio, "/webhook/incoming_call", CALL));
        isRecording(post(twilio, "/webhook/incoming_call", OTHER));
        assertThat(post(twilio, "/webhook/handle_recording", OTHER).statusCode()).isEqualTo(200);
        lock.rollback();
      }

      assertThat(post(twilio, "/webhook/incoming_call", CALL).body()).contains("<Connect");
    }
  }

  @Test
  void the_fallback_url_waits_for_no_lock_and_stores_the_call_once_it_is_gone() throws Exception {
    try (PhoneServer server = Servers.behindProxy(data)) {
      var twilio = TwilioByHand.calling(server.port());
      isRecording(post(twilio, "/webhook/voice_fallback", OTHER));
      try (Connection lock = lock()) {
        isRecording(post(twilio, "/webhook/voice_fallback", CALL));
        assertThat(server.stores().calls().find(CALL)).as("it waits for the lock").isEmpty();
        lock.rollback();
      }
      Await.until(() -> server.stores().calls().find(CALL), Optional::isPresent);
    }
  }

  @Test
  void a_call_that_ends_while_its_end_cannot_be_stored_gives_up_its_place_and_is_stored_later()
      throws Exception {
    try (PhoneServer server = Servers.behindProxy(data)) {
      var twilio = TwilioByHand.calling(server.port());
      assertThat(post(twilio, "/webhook/incoming_call", CALL).body()).contains("<Connect");
      try (Connection lock = lock()) {
        var ended = new TreeMap<>(TwilioByHand.call(CALL.value()));
        ended.put("CallStatus", "completed");

        assertThat(twilio.post("/webhook/call_status", ended).statusCode()).isEqualTo(204);
        lock.rollback();
      }
      Await.until(
          () -> server.stores().calls().find(CALL).orElseThrow(),
          call -> call.status() == CallStatus.COMPLETED);

      var metrics = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
      assertThat(twilio.send(HttpRequest.newBuilder(metrics)).body())
          .contains("\nkolan_calls_admitted 0.0");
    }
  }

  @Test
  void an_answer_that_does_not_come_is_replaced_by_the_apology() throws Exception {
    var stuck = new CountDownLatch(1);
    var directory = new StuckDirectory(new TwoBusinesses(), stuck);
    try (PhoneServer server = Servers.ofDirectory(data, directory)) {
      var twilio = TwilioByHand.calling(server.port());
      HttpResponse<String> answer = post(twilio, "/webhook/incoming_call", CALL);
      stuck.countDown();

      isRecording(answer);
    }
  }

  private static void isRecording(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<Record");
  }

  private static HttpResponse<String> post(TwilioByHand twilio, String path, CallSid call)
      throws Exception {
    var form = new TreeMap<>(TwilioByHand.call(call.value()));
    form.put("RecordingSid", "RE" + "4".repeat(32));
    form.put("RecordingUrl", "https://api.twilio.com/x");
    return twilio.post(path, form);
  }

  private Connection lock() throws SQLException {
    Connection other = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("kolan.db"));
    other.setAutoCommit(false);
    try (var statement = other.createStatement()) {
      statement.execute("update calls set turns = turns");
    }
    return other;
  }

  /// A directory that does not answer once a call has come in.
  private record StuckDirectory(BusinessDirectory directory, CountDownLatch stuck)
      implements BusinessDirectory {
    @Override
    public Optional<BusinessSettings> byNumber(PhoneNumber called) {
      return directory.byNumber(called);
    }

    @Override
    public Optional<BusinessSettings> find(long businessId, long version) {
      try {
        stuck.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return directory.find(businessId, version);
    }

    @Override
    public List<BusinessSettings> all() {
      return directory.all();
    }
  }
}
