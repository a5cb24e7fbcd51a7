/// Mail by SMTP.
@NullMarked
package app.kolan.server.mail.smtp;

import org.jspecify.annotations.NullMarked;
