package app.kolan.server.replay;

import app.kolan.server.tape.CallResult;
import app.kolan.server.tape.Place;
import java.util.List;

/// One thing that a server did in a call.
sealed interface Deed {
  Place place();

  /// It answered a webhook.
  record Answer(Place place, int request, String path, int status, List<String> instructions)
      implements Deed {
    public Answer {
      instructions = List.copyOf(instructions);
    }
  }

  /// It was not asked, because nothing that it answered before led the carrier there.
  record Unasked(Place place, int request, String path) implements Deed {}

  /// It said something.
  ///
  /// @param prompt nothing for what is no prompt
  /// @param hash of the audio; nothing when that is not known
  /// @param cutOff whether it was thrown away before its end
  record Speech(
      Place place, String prompt, String hash, int samples, List<Mark> marks, boolean cutOff)
      implements Deed {
    public Speech {
      marks = List.copyOf(marks);
    }
  }

  /// A mark that it sent.
  record Mark(String name, int frames) {}

  /// It threw away what the carrier still had to play.
  record Clear(Place place) implements Deed {}

  /// It closed the stream.
  record Close(Place place, int code) implements Deed {}

  /// It told the carrier to open a media stream, which the carrier did.
  record Stream(Place place, String path) implements Deed {}

  /// What was known of the call in the end.
  record Result(Place place, CallResult result) implements Deed {}
}
