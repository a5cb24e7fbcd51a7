package app.kolan.bench.floor;

/// The server's own stack, which sends every text back unread: what the stack costs at the least.
public final class VertxBare {
  static final String SUBJECT = "vertx-bare";

  private VertxBare() {}

  public static void main(String[] arguments) {
    Floor.announce(SUBJECT, start(Floor.port(arguments)).port());
  }

  static VertxFloor start(int port) {
    return VertxFloor.start(port, () -> text -> text);
  }
}
