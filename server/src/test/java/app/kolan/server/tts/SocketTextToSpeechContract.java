package app.kolan.server.tts;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.tts.VoiceStub;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// What text-to-speech over sockets does beyond that.
abstract class SocketTextToSpeechContract extends TextToSpeechContract {
  SocketTextToSpeechContract(VoiceStub stub) {
    super(stub);
  }

  /// The number of messages that the stub sends for [#TEXT].
  abstract int messages();

  @Test
  void the_next_text_is_said_on_the_same_socket() throws Exception {
    TextToSpeech voice = voice();
    for (int i = 0; i < 4; i++) {
      assertThat(only(all(voice.say("טקסט " + i))).text()).isEqualTo("טקסט " + i);
    }

    assertThat(stub.requests()).hasSize(1);
    assertThat(stub.openSockets()).isEqualTo(1);
  }

  @Test
  void a_socket_that_is_opened_early_says_the_next_text() throws Exception {
    TextToSpeech voice = voice();

    voice.connect();
    voice.connect();
    Await.until("a socket is open", () -> stub.openSockets() == 1);

    assertThat(only(all(voice.say(TEXT))).text()).isEqualTo(TEXT);
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void a_socket_that_was_opened_early_and_died_is_replaced_unnoticed() throws Exception {
    TextToSpeech voice = voice();
    stub.failWith(FailureMode.UNREACHABLE);
    voice.connect();
    stub.recover();

    assertThat(only(all(voice.say(TEXT))).text()).isEqualTo(TEXT);
  }

  @Test
  void texts_at_the_same_time_have_a_socket_each() throws Exception {
    TextToSpeech voice = voice();
    var texts = new ArrayList<Synthesis>();
    for (int i = 0; i < 4; i++) {
      texts.add(voice.say("טקסט " + i));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(only(all(texts.get(i))).text()).isEqualTo("טקסט " + i);
    }

    assertThat(stub.requests()).hasSize(4);
  }

  @Test
  void a_socket_that_died_on_the_shelf_is_replaced_unnoticed() throws Exception {
    TextToSpeech voice = voice();
    stub.failWith(FailureMode.DIES_HALF_WAY, messages());
    assertThat(only(all(voice.say(TEXT))).text()).isEqualTo(TEXT);

    assertThat(only(all(voice.say(TEXT))).text()).isEqualTo(TEXT);
    assertThat(stub.requests()).hasSize(2);
  }
}
