package app.kolan.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoadResponseTest {
  private static final String TWIML =
      "<Response><Connect action=\"https://a/b\"><Stream"
          + " statusCallback=\"https://a/c\" url=\"wss://phone.example.com/ws/twilio-media\">"
          + "<Parameter name=\"ticket\" value=\"a&amp;b\"/></Stream></Connect></Response>";

  @Test
  void an_answer_is_there_once_it_is_whole() {
    String whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    for (int i = 0; i < whole.length(); i++) {
      assertThat(LoadResponse.read(whole.substring(0, i))).isEmpty();
    }
    assertThat(LoadResponse.read(whole)).contains(new LoadResponse(200, "hello", false));
  }

  @Test
  void an_answer_may_come_in_chunks_or_without_a_body() {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";

    assertThat(LoadResponse.read(head)).isEmpty();
    assertThat(LoadResponse.read(head + "0\r\n\r\n").orElseThrow().isGood()).isTrue();
    assertThat(LoadResponse.read("HTTP/1.1 204 No Content\r\n\r\n"))
        .contains(new LoadResponse(204, "", false));
  }

  @Test
  void a_connection_that_is_closed_after_its_answer_is_not_used_again() {
    String busy = "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 4\r\n\r\nwait";

    assertThat(LoadResponse.read(busy)).contains(new LoadResponse(503, "wait", true));
  }

  @Test
  void a_document_contains_the_url_to_connect_to() {
    assertThat(StreamOffer.read(TWIML))
        .contains(
            new StreamOffer("wss://phone.example.com/ws/twilio-media", Map.of("ticket", "a&b")));
    assertThat(StreamOffer.read("<Response><Hangup/></Response>")).isEmpty();
  }
}
