package chancery.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom the embedded PostgreSQL runs. It refuses to be root, so that a process that is root starts it as somebody
 * else: as a system user where that user can reach the folder, else in a user namespace in which root is nobody.
 *
 * @param prefix the command that changes the user, empty when nothing has to change
 * @param owner who must own the database's files
 */
record DatabaseAccount(List<String> prefix, UserPrincipal owner) {

    /** Chooses for the folders of the database and of its programs, which exist. */
    static DatabaseAccount forFolders(Path folder, Path programs) throws IOException {
        UserPrincipal self = Files.getOwner(Path.of("/proc/self"));
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!Integer.valueOf(0).equals(uid)) {
            return new DatabaseAccount(List.of(), self);
        }
        Optional<String> setpriv = ProgramRunner.find("setpriv");
        boolean reachable = reachableByOthers(folder) && reachableByOthers(programs);
        for (String user : candidates(folder)) {
            Optional<String> group = groupOf(user);
            if (setpriv.isPresent() && group.isPresent() && reachable) {
                var change = List.of(setpriv.get(), "--reuid=" + user, "--regid=" + group.get(), "--clear-groups");
                if (works(change)) {
                    return new DatabaseAccount(change, principal(folder, user));
                }
            }
        }
        Optional<String> unshare = ProgramRunner.find("unshare");
        if (unshare.isPresent() && works(List.of(unshare.get(), "-U"))) {
            return new DatabaseAccount(List.of(unshare.get(), "-U"), self);
        }
        throw new IOException("PostgreSQL may not run as root, and neither setpriv to an unprivileged user nor"
                + " 'unshare -U' works here. Start as another user, or set database.url");
    }

    /** Hands everything below {@code folder} to the owner. */
    void own(Path folder) throws IOException {
        if (Files.getOwner(folder).equals(owner)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                ownOne(path);
            }
        }
    }

    void ownOne(Path path) throws IOException {
        Files.getFileAttributeView(
                        path, java.nio.file.attribute.FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(owner);
    }

    private static List<String> candidates(Path folder) throws IOException {
        String owner = folder.getParent() == null
                ? "root"
                : Files.getOwner(folder.getParent()).getName();
        return owner.equals("root") || owner.chars().allMatch(Character::isDigit)
                ? List.of("chancery", "nobody")
                : List.of(owner, "chancery", "nobody");
    }

    private static Optional<String> groupOf(String user) throws IOException {
        var id = ProgramRunner.run(List.of("id", "-g", user));
        return id.succeeded() ? Optional.of(id.output().strip()) : Optional.empty();
    }

    private static UserPrincipal principal(Path folder, String user) throws IOException {
        return folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    }

    private static boolean works(List<String> prefix) throws IOException {
        return ProgramRunner.run(ProgramRunner.command(prefix, List.of("/bin/sh", "-c", "exit 0")))
                .succeeded();
    }

    private static boolean reachableByOthers(Path folder) throws IOException {
        for (Path path = folder.toRealPath(); path != null; path = path.getParent()) {
            if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }
}
