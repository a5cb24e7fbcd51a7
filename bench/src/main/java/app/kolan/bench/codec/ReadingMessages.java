package app.kolan.bench.codec;

import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEventCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Reading Twilio's messages: 50 media messages a second in each call.
@State(Scope.Thread)
public class ReadingMessages {
  private static final String STREAM = "MZ0123456789abcdef0123456789abcdef";

  private final String media =
      StreamEventCodec.write(
          new StreamEvent.Media(4321, StreamEvent.Track.INBOUND, 4320, 86400, Frames.ofOneWord()),
          STREAM);
  private final String mark =
      StreamEventCodec.write(new StreamEvent.MarkReached(4322, "answer-7"), STREAM);

  @Benchmark
  public StreamEvent media() throws MalformedMessage {
    return StreamEventCodec.read(media);
  }

  @Benchmark
  public StreamEvent mark() throws MalformedMessage {
    return StreamEventCodec.read(mark);
  }
}
