package app.kolan.twilio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The voice webhook, the fallback, and the end of a stream: the same parameters in each.
@Tag("unit")
class IncomingCallTest {
  private static final CallSid CALL = new CallSid("CA0123456789abcdef0123456789abcdef");
  private static final String FULL =
      "CallSid=CA0123456789abcdef0123456789abcdef&AccountSid=AC1&From=%2B972501234567"
          + "&To=%2B97231234567&CallStatus=ringing&ApiVersion=2010-04-01&Direction=inbound"
          + "&Called=%2B97231234567&Caller=%2B972501234567&FromCity=&FromCountry=IL"
          + "&StirVerstat=No-TN-Validation&SomethingNew=1";
  private static final String MINIMAL = "CallSid=CA0123456789abcdef0123456789abcdef";
  private static final PhoneNumber NOBODY = new PhoneNumber("");

  @Test
  void a_call_is_read_whole() throws Exception {
    assertThat(WebhookReader.incomingCall(FormPairs.parse(FULL)))
        .isEqualTo(
            new Webhook.IncomingCall(
                CALL,
                "AC1",
                new PhoneNumber("+972501234567"),
                new PhoneNumber("+97231234567"),
                CallStatus.RINGING));
  }

  @Test
  void a_call_needs_only_its_identifier() throws Exception {
    assertThat(WebhookReader.incomingCall(FormPairs.parse(MINIMAL)))
        .isEqualTo(new Webhook.IncomingCall(CALL, "", NOBODY, NOBODY, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"anonymous", "unknown", "client:dana", "0501234567", "+266696687", ""})
  void callers_without_a_number_are_taken_as_they_come(String caller) throws Exception {
    var form = FormPairs.of("CallSid", CALL.value(), "From", caller);

    assertThat(WebhookReader.incomingCall(form).caller()).isEqualTo(new PhoneNumber(caller));
  }

  @Test
  void an_unknown_status_costs_nothing() throws Exception {
    var form = FormPairs.of("CallSid", CALL.value(), "CallStatus", "teleported");

    assertThat(WebhookReader.incomingCall(form).status()).isNull();
  }

  @Test
  void a_fallback_request_contains_the_error() throws MalformedForm, MalformedWebhook {
    assertThat(
            WebhookReader.fallback(
                FormPairs.parse(FULL + "&ErrorCode=11200&ErrorUrl=https%3A%2F%2Fkolan.example%2F")))
        .isEqualTo(
            new Webhook.Fallback(
                CALL,
                "AC1",
                new PhoneNumber("+972501234567"),
                new PhoneNumber("+97231234567"),
                11200,
                "https://kolan.example/"));
    assertThat(WebhookReader.fallback(FormPairs.parse(MINIMAL)))
        .isEqualTo(new Webhook.Fallback(CALL, "", NOBODY, NOBODY, null, null));
  }

  @Test
  void the_end_of_a_stream_has_the_parameters_of_a_call() throws Exception {
    assertThat(WebhookReader.streamEnded(FormPairs.parse(FULL)))
        .isEqualTo(
            new Webhook.StreamEnded(
                CALL, null, new PhoneNumber("+972501234567"), new PhoneNumber("+97231234567")));
    assertThat(WebhookReader.streamEnded(FormPairs.parse(MINIMAL)))
        .isEqualTo(new Webhook.StreamEnded(CALL, null, NOBODY, NOBODY));
  }

  @Test
  void the_end_of_a_stream_names_the_stream_if_twilio_does() throws Exception {
    String sid = "MZ00000000000000000000000000000001";

    assertThat(WebhookReader.streamEnded(FormPairs.parse(MINIMAL + "&StreamSid=" + sid)))
        .extracting(Webhook.StreamEnded::streamSid)
        .isEqualTo(new StreamSid(sid));
    assertThat(WebhookReader.streamEnded(FormPairs.parse(MINIMAL + "&StreamSid=none")))
        .extracting(Webhook.StreamEnded::streamSid)
        .isNull();
  }
}
