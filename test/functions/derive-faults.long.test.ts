import './derive-faults.test.ts';
