package app.kolan.twilio.stream;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The samples of Twilio's documentation, and the same with bare numbers.
@Tag("unit")
class StreamEventSamplesTest {
  private static final StreamEvent.Started STARTED =
      new StreamEvent.Started(
          1,
          "MZ18ad3ab5a668481ce02b83e7395059f0",
          "CA0123456789abcdef0123456789abcdef",
          "AC0123456789abcdef0123456789abcdef",
          List.of("inbound"),
          Map.of("FirstName", "Jane", "LastName", "Doe"));

  @Test
  void connected_is_read() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {"event":"connected","protocol":"Call","version":"1.0.0"}
                """))
        .isEqualTo(new StreamEvent.Connected("Call", "1.0.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1"})
  void start_is_read(String number) throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {
                  "event": "start",
                  "sequenceNumber": %s,
                  "start": {
                    "accountSid": "AC0123456789abcdef0123456789abcdef",
                    "streamSid": "MZ18ad3ab5a668481ce02b83e7395059f0",
                    "callSid": "CA0123456789abcdef0123456789abcdef",
                    "tracks": ["inbound"],
                    "mediaFormat": {
                      "encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1
                    },
                    "customParameters": { "FirstName": "Jane", "LastName": "Doe" }
                  },
                  "streamSid": "MZ18ad3ab5a668481ce02b83e7395059f0"
                }
                """
                    .formatted(number)))
        .isEqualTo(STARTED);
  }

  @Test
  void media_with_numbers_as_strings_is_read() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {
                  "event": "media",
                  "sequenceNumber": "4",
                  "media": {
                    "track": "inbound", "chunk": "2", "timestamp": "5", "payload": "no+JhoaJjpw="
                  },
                  "streamSid": "MZ18ad3ab5a668481ce02b83e7395059f0"
                }
                """))
        .isEqualTo(
            new StreamEvent.Media(
                4, StreamEvent.Track.INBOUND, 2, 5, Mulaw.ofBase64("no+JhoaJjpw=")));
  }

  @Test
  void media_with_bare_numbers_is_read() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {"event":"media","sequenceNumber":4,"streamSid":"MZ1",
                 "media":{"track":"outbound","chunk":2,"timestamp":5,"payload":""}}
                """))
        .isEqualTo(new StreamEvent.Media(4, StreamEvent.Track.OUTBOUND, 2, 5, Mulaw.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1"})
  void dtmf_is_read(String digit) throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {"event":"dtmf","streamSid":"MZ1","sequenceNumber":"5",
                 "dtmf":{"track":"inbound_track","digit":%s}}
                """
                    .formatted(digit)))
        .isEqualTo(new StreamEvent.Dtmf(5, '1'));
  }

  @Test
  void mark_is_read() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {"event":"mark","sequenceNumber":"4","streamSid":"MZ1","mark":{"name":"my label"}}
                """))
        .isEqualTo(new StreamEvent.MarkReached(4, "my label"));
  }

  @Test
  void stop_is_read() throws MalformedMessage {
    assertThat(
            StreamEventCodec.read(
                """
                {"event":"stop","sequenceNumber":"5",
                 "stop":{"accountSid":"AC1","callSid":"CA1"},"streamSid":"MZ1"}
                """))
        .isEqualTo(new StreamEvent.Stopped(5, "CA1"));
  }
}
