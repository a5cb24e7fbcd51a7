package app.kolan.twilio.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WebSocketAcceptTest {
  /// Source: https://www.rfc-editor.org/rfc/rfc6455#section-1.3
  @Test
  void the_key_of_the_rfc_has_the_answer_of_the_rfc() {
    assertThat(WebSocketAccept.of("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  @Test
  void any_text_is_answered() {
    assertThat(WebSocketAccept.of("")).hasSize(28);
    assertThat(WebSocketAccept.of("no key, שלום")).hasSize(28);
  }
}
