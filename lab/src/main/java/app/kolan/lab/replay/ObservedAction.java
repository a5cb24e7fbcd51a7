package app.kolan.lab.replay;

import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.calltrace.TraceResult;
import java.util.List;

/// One thing that a server did in a call.
sealed interface ObservedAction {
  TapePosition place();

  /// It answered a webhook.
  record Answer(TapePosition place, int request, String path, int status, List<String> instructions)
      implements ObservedAction {
    public Answer {
      instructions = List.copyOf(instructions);
    }
  }

  /// It was not called, because none of its earlier responses led the carrier there.
  record Unasked(TapePosition place, int request, String path) implements ObservedAction {}

  /// It said something.
  ///
  /// @param prompt null if it is not a prompt
  /// @param hash of the audio; null if unknown
  /// @param cutOff whether it was cleared before its end
  record Speech(
      TapePosition place, String prompt, String hash, int samples, List<Mark> marks, boolean cutOff)
      implements ObservedAction {
    public Speech {
      marks = List.copyOf(marks);
    }
  }

  /// A mark that it sent.
  record Mark(String name, int frames) {}

  /// It cleared what the carrier still had to play.
  record Clear(TapePosition place) implements ObservedAction {}

  /// It closed the stream.
  record Close(TapePosition place, int code) implements ObservedAction {}

  /// It made Twilio open a media stream.
  record Stream(TapePosition place, String path) implements ObservedAction {}

  /// What the ledger has about the call in the end.
  record Result(TapePosition place, TraceResult result) implements ObservedAction {}
}
