import './requests.test.ts';
