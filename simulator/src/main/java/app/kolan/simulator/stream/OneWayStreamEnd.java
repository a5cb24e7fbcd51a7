package app.kolan.simulator.stream;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Twilio's end of a one-way stream, which only monitors a call: no marks, no keys, and the server
/// may send nothing.
///
/// Each call of [#frame] is 20 ms of the call. Chunks are counted for each track, unless the
/// behaviour says otherwise. Owned by one thread.
///
/// Source: https://www.twilio.com/docs/voice/twiml/stream#attributes-track
public final class OneWayStreamEnd {
  private final String streamSid;
  private final String callSid;
  private final String accountSid;
  private final Map<String, String> parameters;
  private final StreamBehavior behavior;
  private final Map<Track, Long> chunks = new EnumMap<>(Track.class);
  private long sequence;
  private long frames;
  private long allChunks;
  private boolean stopped;
  private boolean spokenTo;

  /// @param tracks whose audio it carries
  /// @param parameters the `<Parameter>`s of the TwiML
  public OneWayStreamEnd(
      String streamSid,
      String callSid,
      String accountSid,
      List<Track> tracks,
      Map<String, String> parameters) {
    this(streamSid, callSid, accountSid, tracks, parameters, StreamBehavior.USUAL);
  }

  /// @param tracks whose audio it carries
  /// @param parameters the `<Parameter>`s of the TwiML
  public OneWayStreamEnd(
      String streamSid,
      String callSid,
      String accountSid,
      List<Track> tracks,
      Map<String, String> parameters,
      StreamBehavior behavior) {
    this.behavior = behavior;
    this.streamSid = streamSid;
    this.callSid = callSid;
    this.accountSid = accountSid;
    this.parameters = Map.copyOf(parameters);
    tracks.forEach(track -> chunks.put(track, 0L));
  }

  /// The tracks that a `track` attribute asks for; empty when there is no such value (31941).
  public static Optional<List<Track>> tracks(String attribute) {
    return switch (attribute) {
      case "inbound_track" -> Optional.of(List.of(Track.INBOUND));
      case "outbound_track" -> Optional.of(List.of(Track.OUTBOUND));
      case "both_tracks" -> Optional.of(List.of(Track.INBOUND, Track.OUTBOUND));
      default -> Optional.empty();
    };
  }

  /// The first events on an open socket.
  public List<StreamEvent> open() {
    List<String> names =
        chunks.keySet().stream().map(track -> track.name().toLowerCase(Locale.ROOT)).toList();
    return List.of(
        new StreamEvent.Connected("Call", "1.0.0"),
        new StreamEvent.Started(++sequence, streamSid, callSid, accountSid, names, parameters));
  }

  /// Advances by 20 ms, with the caller's and the agent's audio.
  public List<StreamEvent> frame(Mulaw said, Mulaw heard) {
    if (stopped) {
      return List.of();
    }
    long timestamp = behavior.timestamp(frames++);
    var events = new ArrayList<StreamEvent>();
    for (Track track : chunks.keySet()) {
      Mulaw audio = track == Track.INBOUND ? said : heard;
      if (behavior.sends(audio)) {
        events.add(new StreamEvent.Media(++sequence, track, nextChunk(track), timestamp, audio));
      }
    }
    return events;
  }

  private long nextChunk(Track track) {
    long ofTrack = chunks.merge(track, 1L, Long::sum);
    allChunks++;
    return behavior.countsByTrack() ? ofTrack : allChunks;
  }

  /// Records a message from the server, which is not allowed here: 31924.
  public void accept() {
    spokenTo = true;
  }

  /// Ends the stream from this side.
  public StreamEvent stop() {
    stopped = true;
    return new StreamEvent.Stopped(++sequence, callSid);
  }

  /// What Twilio would raise in its Debugger.
  public List<Problem> problems() {
    return spokenTo ? List.of(Problems.STREAM_PROTOCOL) : List.of();
  }

  public String streamSid() {
    return streamSid;
  }
}
