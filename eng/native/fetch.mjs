// Puts one native library into the user's cache: node fetch.mjs librdkafka|libvips TARGET_FILE
// Many build processes may call it at once: one works, the others wait for it. A started build that died leaves nothing behind but its lock, which the next one takes over.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';

const [library, target] = process.argv.slice(2);
const here = import.meta.dirname;
const cache = dirname(dirname(target));
const lock = join(cache, `${library}.lock`);

/** Ends with one sentence in the form that MSBuild shows as an error. */
function fail(sentence) {
  console.log(`${library} : error NATIVE1: ${sentence}`);
  process.exitCode = 1;
  throw new Failed();
}
class Failed extends Error {}

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28, shell: process.platform === 'win32' });
  if (done.error || done.status !== 0) fail(`${command} ${args.join(' ')} failed: ${(done.error?.message ?? `${done.stdout}\n${done.stderr}`).trim().split('\n').slice(-3).join(' ')}`);
}

function has(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return e.code === 'EPERM';
  }
}

/** True once the lock is ours; false when another process has finished the work meanwhile. */
async function acquire() {
  for (;;) {
    if (existsSync(target)) return false;
    try {
      const file = openSync(lock, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return true;
    } catch (e) {
      if (e.code !== 'EEXIST') throw e;
    }
    let owner = NaN;
    try {
      owner = Number(readFileSync(lock, 'utf8'));
    } catch (e) {
      if (e.code !== 'ENOENT') throw e;
    }
    if (owner > 0 && !alive(owner)) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function install(folder) {
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(here, name), join(folder, name));
  run('npm', ['ci', '--loglevel=error'], folder);
  return join(folder, 'node_modules');
}

const recipes = {
  librdkafka(folder) {
    const missing = ['gcc', 'make'].filter((tool) => !has(tool));
    if (missing.length > 0) fail(`This package feed has no ready-made librdkafka, and building it needs ${missing.join(' and ')}: install them (Debian: apt-get install gcc make).`);
    console.log('Building librdkafka once, about a minute ...');
    const source = join(install(folder), '@confluentinc/kafka-javascript/deps/librdkafka');
    // No SASL by Kerberos and no OAuth over HTTP: neither is used, and both would tie the library to others of this machine.
    // Symbols for a debugger would only be stripped again.
    run('bash', ['configure', '--disable-gssapi', '--disable-curl', '--disable-debug-symbols'], source);
    // The C library alone; the C++ one beside it is as much again.
    const built = process.platform === 'darwin' ? 'librdkafka.dylib' : 'librdkafka.so';
    run('make', [`-j${cpus().length}`, '-C', 'src', built], source);
    // Follows the link: librdkafka.so is one. -x keeps the exported names only.
    run('sh', ['-c', `cp -L src/${built} stripped && strip -x stripped`], source);
    return join(source, 'stripped');
  },
  libvips(folder) {
    console.log('Fetching libvips once ...');
    const packages = join(install(folder), '@img');
    const [platform] = existsSync(packages) ? readdirSync(packages).filter((name) => name.startsWith('sharp-libvips-')) : [];
    if (!platform) fail(`There is no libvips for ${process.platform} ${process.arch} in the npm registry.`);
    const folderOfLibrary = join(packages, platform, 'lib');
    const [file] = readdirSync(folderOfLibrary).filter((name) => name.startsWith('libvips-cpp.'));
    return join(folderOfLibrary, file);
  },
};

mkdirSync(cache, { recursive: true });
if (await acquire()) {
  // Begun by a build that was ended; whoever has the lock is the only one who works.
  for (const name of readdirSync(cache)) if (name.startsWith(`new-${library}-`)) rmSync(join(cache, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(cache, `new-${library}-`));
  try {
    const file = recipes[library](folder);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(file, target);
  } catch (e) {
    if (!(e instanceof Failed)) throw e;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(lock, { force: true });
  }
}
