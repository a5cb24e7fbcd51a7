package app.kolan.stubs.realtime;

import java.util.List;

/// Decides what a realtime stub answers.
public interface RealtimeStubModel {
  Reply answer(Asked asked);

  /// The input of a response.
  ///
  /// @param heard what the caller said since the last response; empty when that was nothing, or was
  ///   not understood
  /// @param instructions of `response.create`; empty when there are none
  /// @param outcomes tool results since the last response
  record Asked(String heard, String instructions, List<String> outcomes) {
    public Asked {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// A response: something to say, tool calls, or both.
  record Reply(String words, List<Use> uses) {
    public Reply {
      uses = List.copyOf(uses);
    }

    public static Reply says(String words) {
      return new Reply(words, List.of());
    }

    public static Reply uses(Use... uses) {
      return new Reply("", List.of(uses));
    }
  }

  /// A tool call.
  ///
  /// @param arguments a JSON object
  record Use(String tool, String arguments) {}
}
