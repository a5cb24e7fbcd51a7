package app.kolan.server.jobs;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.telephony.rest.TwilioRest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A program that fetches a message until it is killed.
final class JobsCrashChild {
  private JobsCrashChild() {}

  static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    var stores = StoreFactory.open(folder);
    var rest = new TwilioRest(URI.create(arguments[1]), Message.ACCOUNT, List.of(Message.TOKEN));
    Message.announce(stores);
    var jobs = Jobs.start(stores, call -> Optional.of(rest), AudioFiles.open(folder));
    jobs.fetchRecording(Message.SID);
    new CountDownLatch(1).await();
  }
}
