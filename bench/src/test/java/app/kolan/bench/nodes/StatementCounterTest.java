package app.kolan.bench.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StatementCounterTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void statements_and_commits_that_write_are_counted_however_the_bytes_arrive() {
    message('R', "\0\0\0\0");
    complete("BEGIN", "SELECT 1", "COMMIT");
    complete("BEGIN", "INSERT 0 1", "UPDATE 3", "COMMIT");
    message('D', "INSERT 0 1\0");
    complete("BEGIN", "DELETE 1", "ROLLBACK");
    complete("SET", "UPDATE 0");
    byte[] all = sent.toByteArray();
    for (int piece : new int[] {1, 3, 7, all.length}) {
      var counter = new StatementCounter();
      TcpProxy.Observer connection = counter.connection();
      for (int at = 0; at < all.length; at += piece) {
        int length = Math.min(piece, all.length - at);
        var bytes = new byte[all.length];
        System.arraycopy(all, at, bytes, 0, length);
        connection.saw(bytes, length);
      }
      assertThat(counter.now())
          .as("in pieces of %d", piece)
          .isEqualTo(new StatementCounter.Counts(5, 4, 2));
    }
  }

  private void complete(String... tags) {
    for (String tag : tags) {
      message('C', tag + "\0");
    }
  }

  private void message(char type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    sent.write(type);
    sent.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length + 4).array());
    sent.writeBytes(bytes);
  }
}
