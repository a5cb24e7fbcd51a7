package app.kolan.simulator;

import app.kolan.twilio.problem.Problem;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The outcome of an HTTP request.
sealed interface WebAnswer {
  /// The address that was asked, as the public side knows it.
  URI url();

  /// How long it took, in milliseconds of real time.
  long millis();

  /// The server answered.
  record Answered(URI url, long millis, int status, @Nullable String contentType, Body body)
      implements WebAnswer {
    boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  /// It did not.
  record Failed(URI url, long millis, Problem problem, String detail) implements WebAnswer {}

  /// The bytes of an answer.
  final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Body that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Arrays.hashCode(bytes));
    }
  }
}
