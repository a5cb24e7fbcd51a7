package app.kolan.bench.codec;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import java.util.Collections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Writing the server's messages.
@State(Scope.Thread)
public class WritingMessages {
  private static final String STREAM = "MZ0123456789abcdef0123456789abcdef";

  private final StreamCommand frame = new StreamCommand.Media(Frames.ofOneWord());
  private final StreamCommand tenFrames =
      new StreamCommand.Media(Mulaw.join(Collections.nCopies(10, Frames.ofOneWord())));
  private final StreamCommand mark = new StreamCommand.Mark("answer-7");

  @Benchmark
  public String media() {
    return StreamCommandCodec.write(frame, STREAM);
  }

  @Benchmark
  public String mediaOfTenFrames() {
    return StreamCommandCodec.write(tenFrames, STREAM);
  }

  @Benchmark
  public String mark() {
    return StreamCommandCodec.write(mark, STREAM);
  }
}
