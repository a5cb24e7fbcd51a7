package app.kolan.bench.load;

import java.util.Arrays;
import java.util.Optional;

/// A server that can be measured.
enum Subject {
  /// The whole server, with its scripted agent.
  KOLAN("kolan", Kind.KOLAN, ""),
  /// The same with fifty businesses, among whose numbers the callers are spread.
  KOLAN_BUSINESSES("kolan-businesses", Kind.KOLAN, ""),
  /// The same with an agent of speech-to-text, language model and text-to-speech, whose stubs are
  /// beside the callers.
  KOLAN_PROVIDERS("kolan-providers", Kind.KOLAN, ""),
  /// The same with its stores in PostgreSQL.
  KOLAN_POSTGRES("kolan-postgres", Kind.KOLAN, ""),
  /// An echo on Kolan's HTTP stack that does not look into messages.
  VERTX_BARE("vertx-bare", Kind.JAVA, "VertxBare"),
  /// An echo on Kolan's HTTP stack that parses, decodes, encodes and writes messages.
  VERTX_ECHO("vertx-echo", Kind.JAVA, "VertxEcho"),
  /// An echo on Netty alone that does not look into messages.
  NETTY_BARE("netty-bare", Kind.JAVA, "NettyBare"),
  /// An echo on Netty alone that parses, decodes, encodes and writes messages.
  NETTY_ECHO("netty-echo", Kind.JAVA, "NettyEcho"),
  /// An echo on the stack of Twilio's sample.
  FASTIFY("fastify", Kind.NODE, "server.js"),
  /// A bridge on the same stack that does what Kolan does: signatures, detection of speech, turns,
  /// a ledger.
  NODE_BRIDGE("node-bridge", Kind.NODE, "bridge.js");

  private final String word;
  private final Kind kind;
  private final String program;

  /// How a server is started.
  enum Kind {
    KOLAN,
    JAVA,
    NODE
  }

  Subject(String word, Kind kind, String program) {
    this.word = word;
    this.kind = kind;
    this.program = program;
  }

  Kind kind() {
    return kind;
  }

  /// The class of an echo in Java.
  String className() {
    return "app.kolan.bench.floor." + program;
  }

  /// The file of a server on Node.
  String script() {
    return program;
  }

  boolean isKolan() {
    return kind == Kind.KOLAN;
  }

  /// Whether it holds the conversation of the scripted agent, rather than sends messages back.
  boolean isConversation() {
    return isKolan() || this == NODE_BRIDGE;
  }

  static Optional<Subject> named(String word) {
    return Arrays.stream(values()).filter(subject -> subject.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
