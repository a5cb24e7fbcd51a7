package app.kolan.server.voice;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.vendors.Ailment;
import app.kolan.vendors.voice.StandInVoice;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// What voices over sockets do beyond that.
abstract class SocketVoiceContract extends VoiceContract {
  SocketVoiceContract(StandInVoice vendor) {
    super(vendor);
  }

  /// How many messages the vendor sends for [#TEXT].
  abstract int messages();

  @Test
  void the_next_text_is_said_on_the_same_socket() throws Exception {
    Voice voice = voice();
    for (int i = 0; i < 4; i++) {
      assertThat(only(all(voice.say("טקסט " + i))).text()).isEqualTo("טקסט " + i);
    }

    assertThat(vendor.requests()).hasSize(1);
    assertThat(vendor.openSockets()).isEqualTo(1);
  }

  @Test
  void texts_at_the_same_time_have_a_socket_each() throws Exception {
    Voice voice = voice();
    var texts = new ArrayList<Speaking>();
    for (int i = 0; i < 4; i++) {
      texts.add(voice.say("טקסט " + i));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(only(all(texts.get(i))).text()).isEqualTo("טקסט " + i);
    }

    assertThat(vendor.requests()).hasSize(4);
  }

  @Test
  void a_socket_that_died_on_the_shelf_is_replaced_unnoticed() throws Exception {
    Voice voice = voice();
    vendor.fallIll(Ailment.DIES_HALF_WAY, messages());
    assertThat(only(all(voice.say(TEXT))).text()).isEqualTo(TEXT);

    assertThat(only(all(voice.say(TEXT))).text()).isEqualTo(TEXT);
    assertThat(vendor.requests()).hasSize(2);
  }
}
