package app.kolan.server.mail.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A small SMTP server that takes mails, or refuses all recipients.
public final class TestSmtpServer implements AutoCloseable {
  public final List<String> commands = new CopyOnWriteArrayList<>();
  public final List<String> mails = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final boolean refuses;

  public TestSmtpServer(boolean refuses) throws IOException {
    this.refuses = refuses;
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// The mails that were taken, as they came.
  public List<String> mails() {
    return mails;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        talk(connection);
      } catch (IOException e) {
        // The test is over, or the client has gone.
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    var lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = connection.getOutputStream();
    answer(out, "220 test");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      commands.add(line);
      String word = line.toUpperCase(Locale.ROOT).split("[ :]", -1)[0];
      switch (word) {
        case "EHLO" -> answer(out, "250-test\r\n250 AUTH PLAIN");
        case "AUTH" -> answer(out, "235 welcome");
        case "RCPT" -> answer(out, refuses ? "550 no such user dana@example.com" : "250 ok");
        case "DATA" -> {
          answer(out, "354 go on");
          mails.add(data(lines));
          answer(out, "250 taken");
        }
        case "QUIT" -> {
          answer(out, "221 bye");
          return;
        }
        default -> answer(out, "250 ok");
      }
    }
  }

  private static String data(BufferedReader lines) throws IOException {
    var mail = new StringBuilder();
    for (String line = lines.readLine();
        line != null && !line.equals(".");
        line = lines.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void answer(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
