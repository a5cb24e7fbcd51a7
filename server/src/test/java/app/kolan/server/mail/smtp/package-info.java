/// Mail by SMTP, against a server of the test's own.
@NullMarked
package app.kolan.server.mail.smtp;

import org.jspecify.annotations.NullMarked;
