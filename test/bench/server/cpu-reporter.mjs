// Loaded before a server: answers each message of its parent with the CPU time of the process in microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send(user + system);
});
process.on('disconnect', () => process.exit());
