package app.kolan.stubs.realtime;

import java.util.List;

/// Knows what a stand-in model answers.
public interface RealtimeStubModel {
  Reply answer(Asked asked);

  /// What an answer is to.
  ///
  /// @param heard what the caller said since the last answer; empty when that was nothing, or was
  ///   not understood
  /// @param instructions of `response.create`; empty when there are none
  /// @param outcomes of tools since the last answer
  record Asked(String heard, String instructions, List<String> outcomes) {
    public Asked {
      outcomes = List.copyOf(outcomes);
    }
  }

  /// An answer: something to say, tools to use, or both.
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

  /// A tool that is wanted.
  ///
  /// @param arguments a JSON object
  record Use(String tool, String arguments) {}
}
