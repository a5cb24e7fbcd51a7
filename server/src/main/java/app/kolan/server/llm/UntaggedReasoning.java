package app.kolan.server.llm;

/// Whether a model closes reasoning that it has not opened: the templates of some models put
/// `<think>` at the end of the question. Such text can be told from an answer only at its closing
/// tag, so from the first one on, the model's answers are held back until that tag comes.
///
/// Safe to share between responses.
final class UntaggedReasoning {
  private volatile boolean expected;

  /// Whether the next answer is expected to begin with such reasoning.
  boolean isExpected() {
    return expected;
  }

  /// A closing tag came without an opening one.
  void seen() {
    expected = true;
  }

  /// An answer that was held back had none.
  void notSeen() {
    expected = false;
  }
}
